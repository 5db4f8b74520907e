using PreferenceCenter.Catalogue.Files;
using PreferenceCenter.Domain;
using PreferenceCenter.Faults;

namespace PreferenceCenter.Catalogue.Topics;

/// <summary>
/// Reads a file of topics and reports the faults that can be seen without the database. <see cref="TopicPlan"/> reports
/// the others.
/// </summary>
internal sealed class TopicFileReader(ICollection<Fault> faults)
{
    private const int LongestName = 200;
    private const int LongestText = 2000;
    private const int LongestSample = 8000;

    /// <summary>The frequencies that people can be offered.</summary>
    private static readonly string[] Choosable = ["every", "daily", "weekly", "monthly"];

    public static TopicFile? Read(ReadOnlyMemory<byte> json, ICollection<Fault> faults) =>
        JsonFile.Read(json, faults, new TopicFileReader(faults).File);

    private TopicFile? File(JsonFields fields)
    {
        fields.Only("categories", "topics");
        var categories = fields.Objects("categories").Select(Category).OfType<CategoryEntry>().ToList();
        var topics = fields.Objects("topics").Select(Topic).OfType<TopicEntry>().ToList();
        JsonFields.Unique(faults, categories, c => c.Key, c => c.Path, "key");
        JsonFields.Unique(faults, topics, t => t.Key, t => t.Path, "key");
        JsonFields.Unique(
            faults,
            [.. topics.Where(t => t.Number is not null)],
            t => t.Number!.Value,
            t => t.Path,
            "number"
        );
        return new TopicFile(categories, topics);
    }

    private CategoryEntry? Category(JsonFields fields)
    {
        fields.Only("key", "order", "texts");
        var names = fields
            .Languages()
            ?.Select(t => (t.Language, Name: t.Fields.Only("name").Words("name", LongestName)))
            .ToDictionary(t => t.Language, t => t.Name);
        return fields.Key() is { } key
            ? new CategoryEntry(fields.Path, key, (int?)fields.Number("order", int.MinValue, int.MaxValue), names)
            : null;
    }

    private TopicEntry? Topic(JsonFields fields)
    {
        fields.Only(
            "key",
            "number",
            "category",
            "order",
            "state",
            "private",
            "frequencies",
            "singleOptIn",
            "productFamily",
            "sensitive",
            "checkedTemplatesOnly",
            "sender",
            "sample",
            "mergedInto",
            "texts"
        );
        var entry = new TopicEntry(fields.Path, fields.Key() ?? "")
        {
            // Signed links hold the number in four bytes; 0 means all topics there.
            Number = fields.Number("number", 1, uint.MaxValue),
            Category = fields.Text("category", 64),
            Order = (int?)fields.Number("order", int.MinValue, int.MaxValue),
            State = State(fields),
            Private = fields.Flag("private"),
            MergedInto = fields.Text("mergedInto", 64),
            Frequencies = Frequencies(fields),
            SingleOptIn = fields.Text("singleOptIn", 1000)?.Trim(),
            ProductFamily = fields.Has("productFamily") ? fields.Key("productFamily") : null,
            Sensitive = fields.Flag("sensitive"),
            CheckedTemplatesOnly = fields.Flag("checkedTemplatesOnly"),
            Sender = fields.Object("sender") is { } sender ? Sender(sender) : null,
            Samples = Samples(fields),
            Texts = fields.Languages()?.ToDictionary(t => t.Language, t => Words(t.Fields)),
        };
        return entry.Key.Length == 0 ? null : entry;
    }

    private static TopicState? State(JsonFields fields)
    {
        if (fields.Text("state", 20) is not { } text)
            return null;
        if (WireName.Parse<TopicState>(text) is { } state)
            return state;
        fields.Fault("state", FaultCode.NotOneOf, text, FaultArgument.List(WireName.All<TopicState>()));
        return null;
    }

    private List<Frequency>? Frequencies(JsonFields fields)
    {
        if (fields.Texts("frequencies") is not { } texts)
            return null;
        var frequencies = new List<Frequency>();
        foreach (var (text, path) in texts)
            if (WireName.Parse<Frequency>(text) is not { } frequency || frequency == Frequency.Off)
                faults.Add(new Fault(path, FaultCode.NotOneOf, text, FaultArgument.List(Choosable)));
            else if (frequencies.Contains(frequency))
                faults.Add(new Fault(path, FaultCode.Repeated, text));
            else
                frequencies.Add(frequency);
        return frequencies;
    }

    private static TopicSender Sender(JsonFields fields)
    {
        var address = fields.Only("name", "address").Text("address", LongestName)?.Trim() ?? "";
        var name = fields.Text("name", LongestName)?.Trim() ?? "";
        if (address.Length > 0 && EmailAddress.TryParse(address) is null)
            fields.Fault("address", FaultCode.NotAddress, address);
        // A name alone would be kept nowhere.
        else if (address.Length == 0 && name.Length > 0)
            fields.Fault("address", FaultCode.Missing);
        return new TopicSender(name, address);
    }

    private static Dictionary<string, string>? Samples(JsonFields fields)
    {
        if (fields.Object("sample") is not { } samples)
            return null;
        return samples
            .Only([.. Languages.All])
            .Names()
            .Select(language => (language, Text: samples.Text(language, LongestSample)))
            .Where(s => s.Text is not null)
            .ToDictionary(s => s.language, s => s.Text!);
    }

    private static TopicWords Words(JsonFields fields) =>
        new(
            fields.Only("name", "description", "howOften").Words("name", LongestName),
            fields.Text("description", LongestText) ?? "",
            fields.Text("howOften", LongestName) ?? ""
        );
}
