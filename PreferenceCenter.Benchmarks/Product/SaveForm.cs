namespace PreferenceCenter.Benchmarks.Product;

/// <summary>
/// The form of the preferences page, as a browser posts it for a subscriber with the first five topics: one topic off
/// and another one less often. Four forms can be posted one after the other, each with both kinds of change.
/// </summary>
internal static class SaveForm
{
    private static readonly (int Off, int Rarer, string Frequency)[] Changes =
    [
        (5, 1, "daily"),
        (4, 2, "daily"),
        (3, 1, "weekly"),
        (2, 1, "monthly"),
    ];

    public static int Count => Changes.Length;

    public static string Body(int round)
    {
        var (shown, fields) = (new List<string>(), new List<string>());
        for (var topic = 1; topic <= Crowd.Topics; topic++)
        {
            var on =
                topic <= Crowd.TopicsEach
                && Array.FindIndex(Changes, change => change.Off == topic) is var off
                && (off < 0 || off >= round);
            shown.Add($"{TopicMaker.KeyOf(topic)}%3A{(on ? "on" : "off")}");
            if (on && topic != Changes[round].Off)
                fields.Add($"topics={TopicMaker.KeyOf(topic)}");
        }
        fields.Add($"frequency.{TopicMaker.KeyOf(Changes[round].Rarer)}={Changes[round].Frequency}");
        return string.Join('&', [.. fields, "pause=keep", $"shown={string.Join('+', shown)}", "action=save"]);
    }
}
