# Completion of krewe for bash. For this shell: source <(krewe completion bash)
# For all: krewe completion bash > ~/.local/share/bash-completion/completions/krewe
_krewe_complete() {
    # To the cursor, without the command's own name. krewe knows the words; the shell knows files.
    local line="${COMP_LINE:0:COMP_POINT}" reply
    line="${line#"${line%%[![:space:]]*}"}"
    line="${line#"${COMP_WORDS[0]}"}"
    line="${line#"${line%%[![:space:]]*}"}"
    # bash breaks words at @, : and =, and puts only what follows the last of them in place.
    local word="${line##*[[:space:]]}"
    local kept="${word%"${word##*[@:=]}"}"
    COMPREPLY=()
    while IFS= read -r reply; do
        if [[ $reply == -* && $word != -* ]]; then continue; fi # options only where one is begun
        if [[ -n $reply && $reply == "$word"* ]]; then COMPREPLY+=("${reply#"$kept"}"); fi
    done < <("${COMP_WORDS[0]}" "[suggest:${#line}]" "$line" 2>/dev/null)
}
complete -o default -F _krewe_complete krewe
