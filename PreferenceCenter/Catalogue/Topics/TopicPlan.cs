using Microsoft.EntityFrameworkCore;
using PreferenceCenter.Catalogue.Files;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Writer;

namespace PreferenceCenter.Catalogue.Topics;

/// <summary>Plan to apply a file of topics to this database; no change at all if there is a fault.</summary>
internal sealed class TopicPlan
{
    private readonly string defaultLanguage;

    /// <summary>
    /// New rows. They are added to the context only if there is no fault: the context could not hold two rows with the
    /// same number.
    /// </summary>
    private readonly List<object> rows = [];
    private readonly Dictionary<string, CategoryRow> categories;
    private readonly Dictionary<string, TopicRow> topics;

    private TopicPlan(CenterContext context, string defaultLanguage)
    {
        this.defaultLanguage = defaultLanguage;
        categories = context.Categories.Include(c => c.Texts).ToDictionary(c => c.Key);
        topics = context.Topics.Include(t => t.Texts).ToDictionary(t => t.Key);
    }

    public List<FileFault> Faults { get; } = [];
    public List<AdminEvent> Facts { get; } = [];
    public List<string> Created { get; } = [];
    public List<string> Changed { get; } = [];

    /// <summary>Makes the plan. It changes rows of the context, but saves nothing.</summary>
    public static TopicPlan Of(TopicFile file, CenterContext context, string defaultLanguage)
    {
        var plan = new TopicPlan(context, defaultLanguage);
        for (var i = 0; i < file.Categories.Count; i++)
            plan.Apply(file.Categories[i], i);
        plan.Number(file.Topics, out var numbers);
        for (var i = 0; i < file.Topics.Count; i++)
            plan.Apply(file.Topics[i], numbers[file.Topics[i].Key], i);
        return plan;
    }

    /// <summary>Prepares the context for saving: with all changes, or with none if there is a fault.</summary>
    public IReadOnlyList<AdminEvent> Take(CenterContext context)
    {
        if (Faults.Count == 0)
        {
            context.AddRange(rows);
            return Facts;
        }
        context.ChangeTracker.Clear();
        return [];
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
                entry.Names,
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
        if (row.Texts.All(t => t.Language != defaultLanguage))
            Fault(
                entry.Path,
                $"texts.{defaultLanguage}",
                "is missing: each category has a name in the site's first language"
            );
        if (!known)
        {
            categories.Add(row.Key, row);
            rows.Add(row);
        }
        Note(EventKind.CategoryChanged, 0, row.Order, row.Key, before, TopicJson.Of(row));
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
                Fault(
                    entry.Path,
                    "number",
                    Invariant($"{entry.Number} is that of '{owners[entry.Number.Value]}', and stays so")
                );
        foreach (var entry in entries)
        {
            if (topics.TryGetValue(entry.Key, out var row))
            {
                if (entry.Number is { } other && other != row.Number)
                    Fault(
                        entry.Path,
                        "number",
                        Invariant($"'{row.Key}' has the number {row.Number}, which never changes")
                    );
                numbers[entry.Key] = row.Number;
                continue;
            }
            var number = entry.Number ?? owners.Keys.DefaultIfEmpty().Max() + 1;
            if (number > uint.MaxValue)
                Fault(entry.Path, "number", "is missing, and the highest is taken: give one");
            owners.TryAdd(number, entry.Key);
            numbers[entry.Key] = number;
        }
    }

    private void Apply(TopicEntry entry, long number, int place)
    {
        var known = topics.TryGetValue(entry.Key, out var row);
        if (!known && entry.Category is null)
            Fault(entry.Path, "category", "is missing");
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
            Fault(entry.Path, "category", $"'{entry.Category}' is no category, here or in the centre");
        row.Order = entry.Order ?? row.Order;
        row.State = entry.State ?? row.State;
        if (entry.SingleOptIn is { } reason)
            row.SingleOptIn = reason.Length > 0 ? reason : null;
        if (entry.ProductFamily is { } family && row.ProductFamily is { } old && old != family)
            Fault(
                entry.Path,
                "productFamily",
                $"'{row.Key}' is about {old}, and stays so: sales of that were taken as its ground"
            );
        row.ProductFamily ??= entry.ProductFamily;
        row.Private = entry.Private ?? row.Private;
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
        if (row.State != TopicState.Draft && row.Texts.All(t => t.Language != defaultLanguage))
            Fault(
                entry.Path,
                $"texts.{defaultLanguage}",
                "is missing: only a draft goes without a name in the site's first language"
            );
        if (!known)
            rows.Add(row);
        Note(EventKind.TopicChanged, row.Number, (long)row.State, row.Key, before, TopicJson.Of(row));
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

    private void Note(EventKind kind, long aspect, long value, string key, string? before, string after)
    {
        if (before == after)
            return;
        (before is null ? Created : Changed).Add(key);
        Facts.Add(new AdminEvent(kind, aspect, value, new Evidence { Detail = after }));
    }

    private void Fault(string path, string name, string reason) => Faults.Add(new FileFault($"{path}.{name}", reason));
}
