// SPDX-License-Identifier: MIT

import java.awt.image.BufferedImage;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.ofdrw.converter.export.ImageExporter;
import org.ofdrw.converter.export.PDFExporterPDFBox;
import org.ofdrw.converter.export.TextExporter;
import org.ofdrw.core.attachment.CT_Attachment;
import org.ofdrw.reader.OFDReader;

/**
 * usage: java -cp JARS Export.java (HOW FILE.ofd)...
 *
 * <p>What ofdrw makes of OFD files, into a folder FILE.out beside each: with "p" in HOW p.pdf (its
 * PDF by PDFBox), with "a" a-N.pgm (its pictures, 200 dots an inch, gray), with "t" t.txt (its text);
 * and always files.txt, a line "name SHA-256" for each attachment. What goes wrong with a file is a
 * line "failed FILE WHAT", with tabs, and the next is begun.
 */
class Export {
    private static final double DOTS_PER_MM = 200 / 25.4;

    private interface Step {
        void run() throws Exception;
    }

    private static boolean failed = false;

    public static void main(String[] args) throws Exception {
        for (int i = 0; i + 1 < args.length; i += 2) {
            String how = args[i];
            Path ofd = Path.of(args[i + 1]);
            Path out = Path.of(args[i + 1] + ".out");
            Files.createDirectories(out);
            if (how.contains("p")) {
                attempt(ofd, "P", () -> {
                    try (var p = new PDFExporterPDFBox(ofd, out.resolve("p.pdf"))) {
                        p.export();
                    }
                });
            }
            if (how.contains("t")) {
                attempt(ofd, "T", () -> {
                    try (var t = new TextExporter(ofd, out.resolve("t.txt"))) {
                        t.export();
                    }
                });
            }
            if (how.contains("a")) {
                attempt(ofd, "A", () -> pictures(ofd, out));
            }
            attempt(ofd, "files", () -> attachments(ofd, out.resolve("files.txt")));
        }
        System.exit(failed ? 1 : 0);
    }

    private static void attempt(Path ofd, String what, Step step) {
        try {
            step.run();
        } catch (Exception e) {
            failed = true;
            System.err.println("failed\t" + ofd + "\t" + what + ": " + e);
        }
    }

    private static void pictures(Path ofd, Path out) throws Exception {
        Path folder = out.resolve("png");
        try (var a = new ImageExporter(ofd, folder, "PNG", DOTS_PER_MM)) {
            a.export();
            int n = 0;
            for (Path picture : a.getImgFilePaths()) {
                writeGray(ImageIO.read(picture.toFile()), out.resolve("a-" + ++n + ".pgm"));
                Files.delete(picture);
            }
        }
    }

    private static void writeGray(BufferedImage in, Path to) throws Exception {
        int w = in.getWidth();
        int h = in.getHeight();
        byte[] gray = new byte[w * h];
        int[] row = new int[w];
        for (int y = 0; y < h; y++) {
            in.getRGB(0, y, w, 1, row, 0, w);
            for (int x = 0; x < w; x++) {
                int alpha = row[x] >>> 24;
                int sum = (row[x] >> 16 & 255) + (row[x] >> 8 & 255) + (row[x] & 255);
                gray[y * w + x] = (byte) (255 - (255 - sum / 3) * alpha / 255);
            }
        }
        try (OutputStream s = Files.newOutputStream(to)) {
            s.write(("P5\n" + w + " " + h + "\n255\n").getBytes(StandardCharsets.US_ASCII));
            s.write(gray);
        }
    }

    private static void attachments(Path ofd, Path to) throws Exception {
        StringBuilder lines = new StringBuilder();
        try (OFDReader reader = new OFDReader(ofd)) {
            for (CT_Attachment a : reader.getAttachmentList()) {
                byte[] data = Files.readAllBytes(reader.getAttachmentFile(a));
                byte[] hash = MessageDigest.getInstance("SHA-256").digest(data);
                lines.append(a.getAttachmentName()).append(' ');
                lines.append(HexFormat.of().formatHex(hash)).append('\n');
            }
        }
        Files.writeString(to, lines);
    }
}
