using PreferenceCenter.Benchmarks.Product;
using PreferenceCenter.Benchmarks.Report;

namespace PreferenceCenter.Benchmarks.Measures;

/// <summary>What somebody with five topics and one sealed event takes on the disk, indexes included and evidence not: by the pages of each table.</summary>
internal sealed class SizeMeasure : Measure
{
    private static readonly Floor Bytes = Floor.AtMost(550);
    private static readonly string[] OfPeople = ["Subscribers", "IX_Subscribers_PublicId", "IX_Subscribers_AddressKey"];
    private static readonly string[] OfChoices = ["Choices", "IX_Choices_Aspect_SubscriberId"];
    private static readonly string[] OfEvents = ["LedgerEvents", "LogNodes", "Seals"];

    public override string Name => "size";

    public override async Task<IReadOnlyList<Row>> RunAsync(Bench bench, CancellationToken cancel)
    {
        var crowd = await bench.CrowdAsync(bench.Options.Large, cancel);
        using var database = crowd.Place.Open();
        using var session = database.Read();
        double Pages(string[] tables) => tables.Sum(table => Convert.ToDouble(session["SELECT SUM(\"pgsize\") FROM dbstat WHERE \"name\" = @name", table].ExecuteScalar(), null));
        double Count(string table) => Convert.ToDouble(session[$"SELECT COUNT(*) FROM \"{table}\""].ExecuteScalar(), null);
        var person = Pages(OfPeople) / Count("Subscribers");
        var (choice, sealedEvent) = (Pages(OfChoices) / Count("Choices"), Pages(OfEvents) / Count("LedgerEvents"));
        return
        [
            new Row($"bytes of a subscriber with {Crowd.TopicsEach} topics and one sealed event, among {Figure.Text(crowd.Crowd.People)}", person + Crowd.TopicsEach * choice + sealedEvent, "bytes", Floor: Bytes),
            new Row("of which: the person", person, "bytes"),
            new Row("of which: a topic of theirs", choice, "bytes"),
            new Row("of which: a sealed event", sealedEvent, "bytes"),
        ];
    }
}
