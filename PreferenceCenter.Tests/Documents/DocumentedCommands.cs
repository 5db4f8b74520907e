using PreferenceCenter.Tests.Features;
using Xunit;

namespace PreferenceCenter.Tests.Documents;

/// <summary>The commands of a page of docs/, run one after the other as they stand.</summary>
internal static class DocumentedCommands
{
    private const string Program = "PreferenceCenter ";

    /// <summary>Each line of a code block that begins with the program's name.</summary>
    public static IReadOnlyList<string> Of(string document) =>
        [
            .. Document
                .Read(document)
                .Split('\n')
                .Select(line => line.Trim())
                .Where(line => line.StartsWith(Program, StringComparison.Ordinal))
                .Select(line => line[Program.Length..]),
        ];

    /// <summary>Runs a line, with its files in the rig's folder and its output where it is led to.</summary>
    public static async Task<CommandRun> RunAsync(CommandRig rig, string line)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var led = Array.IndexOf(words, ">");
        var run = await rig.RunAsync([
            .. words[..(led < 0 ? words.Length : led)]
                .Select(word => IsFile(word) ? Path.Combine(rig.Folder, word) : word),
        ]);
        Assert.True(run.ExitCode == 0, $"{line}: exit {run.ExitCode}\n{run.Error}{run.Out}");
        if (led >= 0)
            rig.Write(words[led + 1], run.Out);
        return run;
    }

    private static bool IsFile(string word) =>
        word.EndsWith('/') || Path.GetExtension(word) is ".json" or ".html" or ".pub" or ".csv" or ".txt" or ".eml";
}
