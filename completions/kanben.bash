# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# kanben.bash: completion for bash. Asks the program which commands, options and values it has.

_kanben() {
	local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}
	local command=${COMP_WORDS[1]} name option argument values text
	local words='' options='' files='' pending=''

	# --profile=web comes as three words.
	if [[ $word == '=' ]]; then
		word=''
	elif [[ $before == '=' ]]; then
		before=${COMP_WORDS[COMP_CWORD - 2]}
	fi
	((COMP_CWORD > 1)) || words='--help --version'
	while IFS=$'\t' read -r name option argument values text; do
		[[ $values != - ]] || values=''
		if ((COMP_CWORD == 1)); then
			[[ $option != - ]] || words+=" $name"
		elif [[ $name == "$command" && $option == - && -z $pending ]]; then
			words=$values files=yes
		elif [[ $name == "$command" && $option == "$before" && $argument != - ]]; then
			pending=yes words=$values files=''
			[[ ! $argument =~ FILE|DIR|LIST ]] || files=yes
		elif [[ $name == "$command" && $option != - ]]; then
			options+=" $option"
		fi
	done < <("${COMP_WORDS[0]}" --options 2>/dev/null)
	[[ -n $pending || $word != -* || $COMP_CWORD -eq 1 ]] || words=$options files=''

	mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
	[[ -n $files ]] || return 0
	compopt -o filenames 2>/dev/null
	mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -f -- "$word")
}

complete -F _kanben kanben
