using System.Text;

namespace PreferenceCenter.Mail.Views;

/// <summary>Words a change as "subject: its present state".</summary>
internal static class ChangeWords
{
    public static string What(MailTexts t, ChangeLine line) =>
        line.Kind switch
        {
            ChangeKind.TopicStopped
            or ChangeKind.TopicStarted
            or ChangeKind.TopicRestored
            or ChangeKind.TopicFrequency => line.Topic ?? "",
            ChangeKind.EverythingStopped or ChangeKind.Paused or ChangeKind.PauseEnded => t["What.AllMails"],
            ChangeKind.TrackingAllowed or ChangeKind.TrackingRefused => t["What.Tracking"],
            ChangeKind.ProfilingAllowed or ChangeKind.ProfilingRefused => t["What.Profiling"],
            ChangeKind.Restricted or ChangeKind.Unrestricted => t["What.Restriction"],
            ChangeKind.NameCorrected => t["What.Name"],
            _ => t["What.Language"],
        };

    public static string Now(MailTexts t, ChangeLine line) =>
        line.Kind switch
        {
            ChangeKind.TopicStarted
            or ChangeKind.TopicRestored
            or ChangeKind.TopicFrequency when line.Frequency is { } frequency => t[
                $"Now.{line.Kind}.Often",
                t[$"Frequency.{frequency}"]
            ],
            ChangeKind.Paused => t["Now.Paused", t.Day(line.Until!.Value)],
            ChangeKind.Language => MailTexts.NameOf(line.Language ?? t.Language),
            _ => t[$"Now.{line.Kind}"],
        };

    // RFC 3834 §2 wants automatic mail to be brief. With this limit for names and texts, a mail stays under 10 KB in
    // any script.
    private const int MostBytes = 1000;

    public static bool Fit<T>(IReadOnlyList<T> lines, Func<T, string> words) =>
        lines.Sum(line => Size(words(line))) <= MostBytes;

    /// <summary>
    /// The lines that fit into this share of the limit, at least one. The mail says that there are more.
    /// </summary>
    public static IReadOnlyList<T> Fitting<T>(IReadOnlyList<T> lines, double part, Func<T, string> words)
    {
        var bytes = 0;
        return [.. lines.TakeWhile((line, i) => (bytes += Size(words(line))) <= MostBytes * part || i == 0)];
    }

    // 24 bytes for the markup of a line.
    private static int Size(string words) => Encoding.UTF8.GetByteCount(words) + 24;
}
