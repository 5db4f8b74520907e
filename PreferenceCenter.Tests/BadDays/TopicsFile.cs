using PreferenceCenter.Tests.Http;

namespace PreferenceCenter.Tests.BadDays;

/// <summary>Makes the database and applies the topics of the tests, as an operator would.</summary>
internal static class TopicsFile
{
    public static async Task ApplyAsync(string home, Command command, CancellationToken cancel)
    {
        await command.DoAsync(cancel, "database", "migrate");
        var file = Path.Combine(home, "topics.json");
        await File.WriteAllTextAsync(file, WebCenter.Topics, cancel);
        await command.DoAsync(cancel, "topics", "apply", file);
        await File.WriteAllTextAsync(file, WebCenter.Notices, cancel);
        await command.DoAsync(cancel, "notices", "apply", file);
    }
}
