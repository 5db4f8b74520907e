using System.CommandLine;

namespace PreferenceCenter.Shared.Terminal;

/// <summary>
/// The command <c>completion SHELL</c>: prints what makes a shell complete commands, options and their values. The shell
/// asks the program itself, so that nothing of it grows old. It knows the program by either of its names.
/// </summary>
internal static class Completion
{
    /// <summary>The name that packages give the program.</summary>
    private const string Packaged = "preference-center";

    private static readonly Dictionary<string, string> Scripts = new()
    {
        ["bash"] = """
            _PROGRAM() {
              local line="${COMP_LINE:0:COMP_POINT}" IFS=$'\n'
              COMPREPLY=($(compgen -W "$("${COMP_WORDS[0]}" "[suggest:${#line}]" "$line" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
            }
            complete -o default -F _PROGRAM PROGRAM COMMAND
            """,
        ["zsh"] = """
            _PROGRAM() {
              local line="${(j: :)words[1,CURRENT]}"
              local -a found=(${(f)"$("$words[1]" "[suggest:${#line}]" "$line" 2>/dev/null)"})
              compadd -a found || _files
            }
            compdef _PROGRAM PROGRAM COMMAND
            """,
        ["fish"] = """
            function __PROGRAM
              set -l line (commandline -cp | string collect)
              set -l words (commandline -opc)
              set -l found ($words[1] "[suggest:"(string length -- $line)"]" $line 2>/dev/null)
              if test (count $found) -gt 0
                string join \n $found
              else
                __fish_complete_path (commandline -ct)
              end
            end
            complete -c PROGRAM -c COMMAND -f -a '(__PROGRAM)'
            """,
        ["pwsh"] = """
            Register-ArgumentCompleter -Native -CommandName PROGRAM, COMMAND -ScriptBlock {
              param($word, $line, $cursor)
              & "$($line.CommandElements[0])" "[suggest:$cursor]" "$line" 2>$null | Where-Object { $_ -like "$word*" } |
                ForEach-Object { [System.Management.Automation.CompletionResult]::new($_) }
            }
            """,
    };

    public static CommandList AddCompletionCommand(this CommandList tree, string program)
    {
        var shell = new Argument<string>("SHELL") { Description = string.Join(", ", Scripts.Keys) + "." };
        shell.AcceptOnlyFromAmong([.. Scripts.Keys]);
        var completion = new CenterCommand(
            "completion",
            "Prints a script by which a shell completes commands, options and their values.",
            "completion bash > /etc/bash_completion.d/PreferenceCenter"
        )
        {
            shell,
        };
        completion.SetAction(parsed =>
        {
            tree.Terminal.Out.WriteLine(
                Scripts[parsed.GetRequiredValue(shell)]
                    .Replace("PROGRAM", program, StringComparison.Ordinal)
                    .Replace("COMMAND", Packaged, StringComparison.Ordinal)
            );
            return ExitCode.Done;
        });
        return tree.Add("completion", completion);
    }
}
