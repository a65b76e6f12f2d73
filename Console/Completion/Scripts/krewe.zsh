#compdef krewe
# Completion of krewe for zsh. For this shell: source <(krewe completion zsh)
# For all: krewe completion zsh > a file _krewe in a folder of $fpath
_krewe() {
    # To the cursor, without the command's own name. krewe knows the words; the shell knows files.
    local line="${(j: :)words[2,CURRENT]}"
    local -a replies
    replies=("${(@f)$("${words[1]}" "[suggest:${#line}]" "$line" 2>/dev/null)}")
    replies=(${replies:#})
    if [[ "${words[CURRENT]}" != -* ]]; then replies=(${replies:#-*}); fi # options only where one is begun
    if (( ${#replies} )); then compadd -- "${replies[@]}"; else _files; fi
}
if [[ "${funcstack[1]}" == "_krewe" ]]; then _krewe "$@"; else compdef _krewe krewe; fi
