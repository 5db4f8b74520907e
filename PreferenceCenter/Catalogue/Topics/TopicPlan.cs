using Microsoft.EntityFrameworkCore;
using PreferenceCenter.Catalogue.Files;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Faults;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Writer;

namespace PreferenceCenter.Catalogue.Topics;

/// <summary>Plan to apply a file of topics to this database; no change at all if there is a fault.</summary>
internal sealed class TopicPlan : CataloguePlan
{
    private readonly Publishing? publishing;

    /// <summary>
    /// New rows. They are added only to the context that saves them: with faults there may be two of one number, which
    /// no context can hold.
    /// </summary>
    private readonly List<object> rows = [];

    /// <summary>The rows that were there before, with their changes and new texts.</summary>
    private PreparedRows? stored;
    private readonly Dictionary<string, CategoryRow> categories = [];
    private readonly Dictionary<string, TopicRow> topics = [];

    private readonly Dictionary<long, int> versions = [];
    private readonly HashSet<string> merging = [];

    private TopicPlan() { }

    private TopicPlan(CenterContext context, Publishing publishing)
    {
        this.publishing = publishing;
        categories = context.Categories.Include(c => c.Texts).ToDictionary(c => c.Key);
        topics = context.Topics.Include(t => t.Texts).ToDictionary(t => t.Key);
        versions = context
            .TopicVersions.GroupBy(v => v.TopicNumber)
            .Select(g => new { g.Key, Last = g.Max(v => v.Version) })
            .ToDictionary(v => v.Key, v => v.Last);
    }

    private string DefaultLanguage => publishing!.Site.DefaultLanguage;

    public List<string> Created { get; } = [];
    public List<string> Changed { get; } = [];

    /// <summary>The topics as they would be, whether they change or not.</summary>
    public IReadOnlyCollection<TopicRow> Rows => topics.Values;

    public CategoryRow? CategoryOf(TopicRow topic) => categories.GetValueOrDefault(topic.CategoryKey);

    /// <summary>What to say of sensitive topics whose statement in force does not name the matter.</summary>
    public IReadOnlyList<string> NotExplicit { get; set; } = [];

    /// <summary>Makes the plan. It changes rows of the context, but saves nothing.</summary>
    public static TopicPlan Of(TopicFile file, CenterContext context, Publishing publishing)
    {
        var plan = new TopicPlan(context, publishing);
        for (var i = 0; i < file.Categories.Count; i++)
            plan.Apply(file.Categories[i], i);
        plan.Number(file.Topics, out var numbers);
        for (var i = 0; i < file.Topics.Count; i++)
            plan.Apply(file.Topics[i], numbers[file.Topics[i].Key], i);
        foreach (var entry in file.Topics.Where(e => e.MergedInto is not null))
            plan.CheckMerge(entry, context);
        if (plan.Faults.Count == 0)
            plan.stored = PreparedRows.AllIn(context);
        return plan;
    }

    public override void AddTo(CenterContext context)
    {
        stored!.AddTo(context);
        context.AddRange(rows);
    }

    private void Apply(CategoryEntry entry, int place)
    {
        var known = categories.TryGetValue(entry.Key, out var row);
        row ??= new CategoryRow { Key = entry.Key, Order = place };
        var before = known ? TopicJson.Of(row) : null;
        row.Order = entry.Order ?? row.Order;
        if (entry.Names is not null)
            Replace(
                row.Texts,
                Meant(row, entry, entry.Names),
                t => t.Language,
                (language, name) =>
                    new CategoryText
                    {
                        CategoryKey = row.Key,
                        Language = language,
                        Name = name,
                    },
                (t, name) => t.Name = name
            );
        if (row.Texts.All(t => t.Language != DefaultLanguage))
            Fault(entry.Path, $"texts.{DefaultLanguage}", FaultCode.CategoryWithoutName);
        if (!known)
        {
            categories.Add(row.Key, row);
            rows.Add(row);
        }
        Note(EventKind.CategoryChanged, 0, row.Order, row.Key, before, TopicJson.Of(row));
    }

    private IReadOnlyDictionary<string, string> Meant(
        CategoryRow row,
        CategoryEntry entry,
        IReadOnlyDictionary<string, string> names
    )
    {
        if (entry.Seen is not { } seen)
            return names;
        var (now, meant) = (row.Texts.ToDictionary(t => t.Language, t => t.Name), new Dictionary<string, string>());
        foreach (var language in now.Keys.Union(seen.Keys).Union(names.Keys))
        {
            var (mine, was, theirs) = (
                names.GetValueOrDefault(language),
                seen.GetValueOrDefault(language),
                now.GetValueOrDefault(language)
            );
            if (mine != was && theirs != was && theirs != mine)
                Fault(entry.Path, $"texts.{language}", FaultCode.ChangedMeanwhile, theirs ?? "");
            if ((mine == was ? theirs : mine) is { } name)
                meant.Add(language, name);
        }
        return meant;
    }

    // A topic's number is part of links that never expire, so it is never given to another topic.
    private void Number(IReadOnlyList<TopicEntry> entries, out Dictionary<string, long> numbers)
    {
        numbers = [];
        var owners = topics.Values.ToDictionary(t => t.Number, t => t.Key);
        foreach (var entry in entries.Where(e => e.Number is not null))
            if (
                !topics.ContainsKey(entry.Key)
                && !owners.TryAdd(entry.Number!.Value, entry.Key)
                && owners[entry.Number.Value] != entry.Key
            )
                Fault(entry.Path, "number", FaultCode.NumberTaken, entry.Number.Value, owners[entry.Number.Value]);
        foreach (var entry in entries)
        {
            if (topics.TryGetValue(entry.Key, out var row))
            {
                if (entry.Number is { } other && other != row.Number)
                    Fault(entry.Path, "number", FaultCode.NumberFixed, row.Key, row.Number);
                numbers[entry.Key] = row.Number;
                continue;
            }
            var number = entry.Number ?? owners.Keys.DefaultIfEmpty().Max() + 1;
            if (number > uint.MaxValue)
                Fault(entry.Path, "number", FaultCode.NumbersExhausted);
            owners.TryAdd(number, entry.Key);
            numbers[entry.Key] = number;
        }
    }

    private void Apply(TopicEntry entry, long number, int place)
    {
        var known = topics.TryGetValue(entry.Key, out var row);
        if (!known && entry.Category is null)
            Fault(entry.Path, "category", FaultCode.Missing);
        row ??= new TopicRow
        {
            Number = number,
            Key = entry.Key,
            CategoryKey = entry.Category ?? "",
            Order = place,
        };
        var before = known ? TopicJson.Of(row) : null;
        row.CategoryKey = entry.Category ?? row.CategoryKey;
        if (entry.Category is not null && !categories.ContainsKey(entry.Category))
            Fault(entry.Path, "category", FaultCode.UnknownCategory, entry.Category);
        row.Order = entry.Order ?? row.Order;
        row.State = entry.State ?? row.State;
        Merge(row, entry);
        if (entry.SingleOptIn is { } reason)
            row.SingleOptIn = reason.Length > 0 ? reason : null;
        if (entry.ProductFamily is { } family && row.ProductFamily is { } old && old != family)
            Fault(entry.Path, "productFamily", FaultCode.ProductFamilyFixed, row.Key, old);
        row.ProductFamily ??= entry.ProductFamily;
        row.Private = entry.Private ?? row.Private;
        row.Sensitive = entry.Sensitive ?? row.Sensitive;
        row.CheckedTemplatesOnly = entry.CheckedTemplatesOnly ?? row.CheckedTemplatesOnly;
        if (entry.Sender is { } sender)
            (row.SenderName, row.SenderAddress) =
                sender.Address.Length > 0 ? (sender.Name, sender.Address) : (null, null);
        row.Frequencies = entry.Frequencies?.Aggregate(0, (bits, f) => bits | (1 << (int)f)) ?? row.Frequencies;
        if (entry.Texts is not null)
            Replace(
                row.Texts,
                entry.Texts,
                t => t.Language,
                (language, words) =>
                    Put(
                        new TopicText
                        {
                            TopicNumber = row.Number,
                            Language = language,
                            Name = "",
                        },
                        words
                    ),
                (t, words) => Put(t, words)
            );
        PutSamples(row, entry);
        if (row.State != TopicState.Draft && row.Texts.All(t => t.Language != DefaultLanguage))
            Fault(entry.Path, $"texts.{DefaultLanguage}", FaultCode.TopicWithoutName);
        if (!known)
        {
            topics.Add(row.Key, row);
            rows.Add(row);
        }
        var after = TopicJson.Of(row);
        Note(EventKind.TopicChanged, row.Number, (long)row.State, row.Key, before, after);
        if (before != after)
            Keep(row.Number, before, after);
    }

    // A merge is for good: what people said of the topic is said of the other one.
    private void Merge(TopicRow row, TopicEntry entry)
    {
        if (row.MergedInto is { } into)
        {
            if (entry.MergedInto is { } other && other != into)
                Fault(entry.Path, "mergedInto", FaultCode.TopicMerged, row.Key, into);
            if (row.State != TopicState.Archived)
                Fault(entry.Path, "state", FaultCode.TopicMerged, row.Key, into);
            return;
        }
        if (entry.MergedInto is null)
            return;
        if (entry.State is not (null or TopicState.Archived))
            Fault(entry.Path, "state", FaultCode.TopicMerged, row.Key, entry.MergedInto);
        (row.MergedInto, row.State) = (entry.MergedInto, TopicState.Archived);
        if (topics.ContainsKey(row.Key))
            merging.Add(row.Key);
    }

    // Nobody is in a topic that a file brings along, so whatever it was merged into long ago may be as it is.
    private void CheckMerge(TopicEntry entry, CenterContext context)
    {
        var (from, into) = (topics.GetValueOrDefault(entry.Key), topics.GetValueOrDefault(entry.MergedInto!));
        into ??= rows.OfType<TopicRow>().FirstOrDefault(r => r.Key == entry.MergedInto);
        if (into is null)
            Fault(entry.Path, "mergedInto", FaultCode.UnknownTopic, entry.MergedInto!);
        else if (
            into.Key == entry.Key
            || merging.Contains(entry.Key)
                && (
                    into is not { State: TopicState.Published, MergedInto: null }
                    || from is { Sensitive: true } && !into.Sensitive
                    || !context.Notices.Any(n => n.TopicNumber == into.Number)
                )
        )
            Fault(entry.Path, "mergedInto", FaultCode.MergeTarget, into.Key);
    }

    private void PutSamples(TopicRow row, TopicEntry entry)
    {
        if (entry.Samples is not { } samples)
            return;
        foreach (var text in row.Texts)
            text.Sample = samples.TryGetValue(text.Language, out var sample) && sample.Length > 0 ? sample : null;
        foreach (var language in samples.Keys.Where(l => row.Texts.All(t => t.Language != l)))
            Fault(entry.Path, $"sample.{language}", FaultCode.SampleWithoutName);
    }

    private static TopicText Put(TopicText text, TopicWords words)
    {
        (text.Name, text.Description, text.HowOften) = (words.Name, words.Description, words.HowOften);
        return text;
    }

    private static void Replace<TRow, TValue>(
        List<TRow> rows,
        IReadOnlyDictionary<string, TValue> wanted,
        Func<TRow, string> language,
        Func<string, TValue, TRow> make,
        Action<TRow, TValue> put
    )
    {
        rows.RemoveAll(row => !wanted.ContainsKey(language(row)));
        foreach (var (name, value) in wanted)
            if (rows.Find(row => language(row) == name) is { } row)
                put(row, value);
            else
                rows.Add(make(name, value));
    }

    // A topic of a time when versions were not kept has its first one from before this change.
    private void Keep(long number, string? before, string after)
    {
        if (before is not null && !versions.ContainsKey(number))
            Add(before);
        Add(after);
        void Add(string definition) =>
            rows.Add(
                new TopicVersionRow
                {
                    TopicNumber = number,
                    Version = versions[number] = versions.GetValueOrDefault(number) + 1,
                    At = publishing!.At,
                    AuthorKind = publishing.Author.Kind,
                    AuthorId = publishing.Author.Id,
                    Definition = definition,
                }
            );
    }

    private void Note(EventKind kind, long aspect, long value, string key, string? before, string after)
    {
        if (before == after)
            return;
        (before is null ? Created : Changed).Add(key);
        Facts.Add(new AdminEvent(kind, aspect, value, new Evidence { Detail = after }));
    }

    private void Fault(string path, string name, FaultCode code, params FaultArgument[] arguments) =>
        Faults.Add(new Fault($"{path}.{name}", code, arguments));
}
