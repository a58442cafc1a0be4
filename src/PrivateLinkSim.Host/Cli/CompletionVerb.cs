using System.CommandLine;

namespace PrivateLinkSim.Host;

/// <summary>
/// <c>plsim completion</c>: the script that teaches a shell to complete plsim's command lines. The script asks plsim itself
/// (the parser's <c>[suggest]</c> directive), so it need not be made again when plsim changes; where plsim has nothing to
/// offer, the shell completes files.
/// </summary>
internal static class CompletionVerb
{
    // The parser gets the line without the command's own word, up to the cursor.
    private const string Bash = """
        _plsim() {
            local line="${COMP_LINE:0:COMP_POINT}" word rest
            rest="${line#*"${COMP_WORDS[0]}"}"
            rest="${rest# }"
            word="${rest##* }"
            mapfile -t COMPREPLY < <("${COMP_WORDS[0]}" "[suggest:${#rest}]" "$rest" 2>/dev/null)
            # Readline takes a word to begin after the last of these.
            local done="${word%"${word##*[:=]}"}" each
            for each in "${!COMPREPLY[@]}"; do
                COMPREPLY[each]="${COMPREPLY[each]#"$done"}"
                [[ -n "${COMPREPLY[each]}" ]] || unset 'COMPREPLY[each]'
            done
        }
        complete -o bashdefault -o default -F _plsim plsim

        """;

    private const string Zsh = """
        #compdef plsim
        _plsim() {
            local rest="${BUFFER[1,CURSOR]#*${words[1]}}"
            rest="${rest# }"
            local -a offered
            offered=("${(@f)$("${words[1]}" "[suggest:${#rest}]" "$rest" 2>/dev/null)}")
            offered=(${offered:#})
            if (( ${#offered} )); then compadd -- "${offered[@]}"; else _files; fi
        }
        if [[ "${funcstack[1]}" == _plsim ]]; then _plsim "$@"; else compdef _plsim plsim; fi

        """;

    private const string Fish = """
        function __plsim_offer
            set -l line (commandline -cp)
            set -l rest (string replace -r '^\s*\S+\s?' '' -- $line)
            set -l command (commandline -opc)[1]
            set -l offered ($command "[suggest:"(string length -- "$rest")"]" "$rest" 2>/dev/null | string match -r '.+')
            if test (count $offered) -gt 0
                printf '%s\n' $offered
            else
                __fish_complete_path (commandline -ct)
            end
        end
        complete -c plsim -f -a '(__plsim_offer)'

        """;

    private const string Pwsh = """
        Register-ArgumentCompleter -Native -CommandName plsim -ScriptBlock {
            param($word, $ast, $position)
            $command = $ast.CommandElements[0]
            $line = $ast.ToString().PadRight($position - $ast.Extent.StartOffset).Substring(0, $position - $ast.Extent.StartOffset)
            $rest = $line.Substring([Math]::Min($line.Length, $command.Extent.Text.Length)) -replace '^ ', ''
            & $command.Extent.Text "[suggest:$($rest.Length)]" "$rest" 2>$null | Where-Object { $_ } |
                ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
        }

        """;

    public static Command Build(Shell shell) => new("completion", "Print a script that completes plsim's command lines in a shell.")
    {
        Of(shell, "bash", "eval \"$(plsim completion bash)\" in ~/.bashrc.", Bash),
        Of(shell, "zsh", "eval \"$(plsim completion zsh)\" in ~/.zshrc, after compinit.", Zsh),
        Of(shell, "fish", "plsim completion fish | source in ~/.config/fish/config.fish.", Fish),
        Of(shell, "pwsh", "plsim completion pwsh | Out-String | Invoke-Expression in $PROFILE.", Pwsh),
    };

    private static Command Of(Shell shell, string name, string installation, string script)
    {
        var verb = new Command(name, $"For {name}: {installation}");
        verb.SetAction(_ =>
        {
            shell.Output.Write(script);
            return ExitCode.Success;
        });
        return verb;
    }
}
