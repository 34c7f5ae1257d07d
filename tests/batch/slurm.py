# SPDX-License-Identifier: MIT
"""A Slurm cluster of one node on this machine, running for the duration of a test.

Its configuration, key, state and logs are in a folder of its own; it needs no systemd, cgroups or
name service, and nothing of the machine's configuration. MUNGE authenticates all requests. Slurm can
be told to listen on the loopback interface alone only if the machine's name resolves to it.
"""

import ctypes
import os
import shutil
import signal
import socket
import subprocess
import time

COMMANDS = ("munged", "slurmctld", "slurmd", "sbatch", "scancel", "scontrol", "sinfo", "squeue")
SECONDS = 60

CONFIGURATION = """\
ClusterName=kanben
SlurmctldHost={host}({address})
SlurmctldPort={controller_port}
SlurmdPort={node_port}
CommunicationParameters={listen}
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket={folder}/munge.socket
CredType=cred/munge
StateSaveLocation={folder}/state
SlurmdSpoolDir={folder}/spool
SlurmctldPidFile={folder}/slurmctld.pid
SlurmdPidFile={folder}/slurmd.pid
SlurmctldLogFile={folder}/slurmctld.log
SlurmdLogFile={folder}/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
JobCompType=jobcomp/none
SwitchType=switch/none
MpiDefault=none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SchedulerParameters=sched_interval=1,sched_min_interval=0
SlurmdParameters=config_overrides
KillWait=1
MailProg=/bin/true
NodeName={host} NodeAddr={address} CPUs=4 State=UNKNOWN
PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE State=UP
"""

# Not used, but slurmd does not start without a cgroup plugin; unlike the others, this one needs no
# mounted cgroups or systemd unless something is accounted.
CGROUPS = "CgroupPlugin=cgroup/v1\n"


def die_with_me():
    """Called in a child: makes it end with the test, even if the test is killed."""
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG


def free_ports(n):
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(n)]
    ports = [s.getsockname()[1] for s in sockets]
    for s in sockets:
        s.close()
    return ports


def own_address():
    """(address of the daemons, Slurm options that make them listen there)"""
    try:
        address = socket.gethostbyname(socket.gethostname())
    except OSError:
        address = ""
    if address.startswith("127."):
        return address, "NoInAddrAny,NoCtldInAddrAny"
    return "127.0.0.1", "EnableIPv4"


class Slurm:
    def __init__(self, folder):
        self.folder = folder
        self.daemons = []
        self.environment = {"SLURM_CONF": str(folder / "slurm.conf")}

    def start(self):
        """stop() must be called afterwards, also if this fails."""
        if os.geteuid() != 0:
            raise RuntimeError("this test starts a Slurm of its own, which only root can do")
        path = os.environ["PATH"] + ":/usr/sbin:/sbin"
        missing = [c for c in COMMANDS if shutil.which(c, path=path) is None]
        if missing:
            raise RuntimeError(f"not installed: {' '.join(missing)} (tools/setup.sh check)")
        self.environment["PATH"] = path
        for name in ("state", "spool"):
            (self.folder / name).mkdir()
        controller_port, node_port = free_ports(2)
        address, listen = own_address()
        (self.folder / "slurm.conf").write_text(
            CONFIGURATION.format(
                host=socket.gethostname().partition(".")[0],
                address=address,
                listen=listen,
                folder=self.folder,
                controller_port=controller_port,
                node_port=node_port,
            )
        )
        (self.folder / "cgroup.conf").write_text(CGROUPS)
        key = self.folder / "munge.key"
        key.write_bytes(os.urandom(128))
        key.chmod(0o400)
        files = {name: self.folder / f"munge.{name}" for name in ("socket", "pid", "seed", "log")}
        self.daemon(
            *("munged", "--foreground", "--force", f"--key-file={key}"),
            *(f"--socket={files['socket']}", f"--pid-file={files['pid']}"),
            *(f"--seed-file={files['seed']}", f"--log-file={files['log']}"),
        )
        self.wait_for(files["socket"].exists)
        self.daemon("slurmctld", "-D")
        self.daemon("slurmd", "-D")
        self.wait_for(lambda: self.ask("sinfo", "-h", "-o", "%T").strip() == "idle")

    def daemon(self, *command):
        log = open(self.folder / f"{command[0]}.out", "wb")
        self.daemons.append(
            subprocess.Popen(
                command,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                preexec_fn=die_with_me,
            )
        )
        log.close()

    def ask(self, *command):
        """A command's output; empty if it fails, as it does until the daemons are up."""
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True)
        return done.stdout if done.returncode == 0 else ""

    def wait_for(self, condition, seconds=SECONDS):
        end = time.monotonic() + seconds
        while not condition():
            for daemon in self.daemons:
                if daemon.poll() is not None:
                    raise RuntimeError(f"{daemon.args[0]} ended\n{self.logs()}")
            if time.monotonic() > end:
                raise RuntimeError(f"not in {seconds} s\n{self.logs()}")
            time.sleep(0.1)

    def submit(self, *args, cwd, env):
        """Returns the job's number."""
        done = subprocess.run(
            ["sbatch", "--parsable", *args],
            env=env | self.environment,
            cwd=cwd,
            capture_output=True,
            text=True,
        )
        if done.returncode != 0:
            raise RuntimeError(f"sbatch: {done.stderr}\n{self.logs()}")
        return done.stdout.strip()

    def waiting(self, job):
        return self.ask("squeue", "-h", "-j", job, "-t", "PD,R,CG,S,CF", "-o", "%K %T").strip()

    def wait(self, job):
        """Waits until all tasks of the job have ended."""
        self.wait_for(lambda: not self.waiting(job), 120)

    def cancel(self, job):
        subprocess.run(["scancel", job], env=self.environment, check=True)

    def stop(self):
        if len(self.daemons) == 3 and self.ask("sinfo", "-h"):
            self.ask("scancel", "--user=root", "--signal=KILL", "--full")
            self.ask("scancel", "--user=root")
            end = time.monotonic() + 10
            while self.ask("squeue", "-h").strip() and time.monotonic() < end:
                time.sleep(0.1)
        for daemon in reversed(self.daemons):
            daemon.terminate()
            try:
                daemon.wait(10)
            except subprocess.TimeoutExpired:
                daemon.kill()
                daemon.wait()
        self.daemons = []

    def logs(self):
        """The last lines of the daemons' logs, for a failure message."""
        parts = []
        for path in sorted((*self.folder.glob("*.log"), *self.folder.glob("*.out"))):
            lines = path.read_text("utf-8", "replace").splitlines()[-30:]
            parts += [f"---- {path.name}", *lines]
        return "\n".join(parts)
