# Completion of krewe for fish. For this shell: krewe completion fish | source
# For all: krewe completion fish > ~/.config/fish/completions/krewe.fish
function __krewe_complete
    # To the cursor, without the command's own name. krewe knows the words; the shell knows files.
    set -l words (commandline --tokenize --current-process --cut-at-cursor) (commandline --current-token --cut-at-cursor)
    set -l line (string join ' ' -- $words[2..-1])
    set -l replies ($words[1] "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null)
    # Options only where one is begun.
    if not string match --quiet -- '-*' "$words[-1]"
        set replies (string match --invert -- '-*' $replies)
    end
    printf '%s\n' $replies
end
complete --command krewe --arguments '(__krewe_complete)'
