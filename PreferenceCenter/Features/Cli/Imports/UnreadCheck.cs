using PreferenceCenter.Faults;
using PreferenceCenter.Shared.Terminal;
using PreferenceCenter.Subscriptions.Imports;

namespace PreferenceCenter.Features.Cli.Imports;

/// <summary>
/// Refuses a file with columns that nobody reads and that may say who must not be emailed, unless <c>--ignore</c>
/// declares that they do not.
/// </summary>
internal static class UnreadCheck
{
    /// <returns>The exit code; null if the file can be imported.</returns>
    public static int? Refuse(
        CommandCall call,
        IReadOnlyList<string> declared,
        ImportColumns columns,
        ImportFile file,
        string path
    )
    {
        var (ignored, wrong) = IgnoredColumns.Of(declared, columns);
        if (ignored is null)
        {
            call.Terminal.Refuse($"--ignore: '{wrong}' is no column of this file that stays unread.");
            return ExitCode.WrongUsage;
        }
        // Read from the beginning, apart from the reading that is to come.
        using var again = new ImportFile(path, file.Name);
        using var records = new CsvRecords(again.Open);
        var unread = UnreadColumns.ThatMayTell(records, columns, ignored, call.Cancel);
        if (unread.Count == 0)
            return null;
        call.Terminal.Error.WriteLine(FaultWords.English.Reason(UnreadColumns.FaultOf(columns, unread)));
        var names = declared.Concat(unread).Select(name => $" --ignore {InShell(name)}");
        return call.Terminal.Refuse($"Only where they say nothing of the kind, add{string.Concat(names)}");
    }

    private static string InShell(string name) =>
        name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-')
            ? name
            : $"'{name.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
