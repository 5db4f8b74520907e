using Microsoft.EntityFrameworkCore;
using PreferenceCenter.Catalogue.Files;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Faults;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Writer;

namespace PreferenceCenter.Catalogue.Notices;

/// <summary>
/// Plan to apply a file of notices to this database: a new version of each notice that differs, or no change at all if
/// there is a fault.
/// </summary>
internal sealed class NoticePlan : CataloguePlan
{
    // No consent is renewed later than that: a day beyond it was mistyped, or stands for "never".
    private const int MostYears = 10;

    private readonly Publishing publishing;
    private readonly List<NoticeRow> rows = [];
    private readonly Dictionary<long, NoticeRow> inForce;
    private int number;

    private NoticePlan(CenterContext context, Publishing publishing)
    {
        this.publishing = publishing;
        var versions = context.Notices.AsNoTracking().Include(n => n.Texts).ToList();
        inForce = versions.GroupBy(n => n.TopicNumber).ToDictionary(g => g.Key, g => g.MaxBy(n => n.Number)!);
        number = versions.Count == 0 ? 0 : versions.Max(n => n.Number);
    }

    /// <summary>Versions to publish, for example <c>product-news 2.0</c>.</summary>
    public List<string> Published { get; } = [];

    /// <summary>The versions to publish.</summary>
    public IReadOnlyList<NoticeRow> Rows => rows;

    /// <param name="planned">The topics, where they are planned together with the notices.</param>
    public static NoticePlan Of(
        NoticeFile file,
        CenterContext context,
        Publishing publishing,
        IEnumerable<TopicRow>? planned = null
    )
    {
        var plan = new NoticePlan(context, publishing);
        var topics = (planned ?? context.Topics.AsNoTracking()).ToDictionary(t => t.Key);
        if (file.Site is { } site)
            plan.Apply(
                site.Path,
                "site",
                0,
                [.. site.Texts.Keys.Select(l => NoticeRendering.Information(site, l, plan.Faults))],
                false,
                null
            );
        foreach (var entry in file.Topics)
            if (!topics.TryGetValue(entry.Topic, out var topic))
                plan.Faults.Add(new Fault($"{entry.Path}.topic", FaultCode.UnknownTopic, entry.Topic));
            else
            {
                if (topic.Sensitive)
                    foreach (var language in ConsentLint.NotExplicit(entry.Statements.Select(s => (s.Key, s.Value))))
                        plan.Faults.Add(
                            new Fault(
                                $"{entry.Path}.texts.{language}.statement",
                                FaultCode.StatementNotExplicit,
                                language
                            )
                        );
                plan.Apply(entry, topic.Number);
            }
        foreach (var (aspect, entry) in file.Permissions)
            plan.Apply(entry, aspect);
        return plan;
    }

    public override void AddTo(CenterContext context) => context.AddRange(rows);

    private void Apply(TopicNoticeEntry entry, long aspect) =>
        Apply(
            entry.Path,
            entry.Topic,
            aspect,
            [.. entry.Statements.Keys.Select(l => NoticeRendering.Statement(entry, l, Faults))],
            entry.NewPurpose,
            entry.RenewBy
        );

    private void Apply(string path, string name, long topic, NoticeText?[] texts, bool newPurpose, DateOnly? renewBy)
    {
        if (texts.Contains(null))
            return;
        if (texts.All(t => t!.Language != publishing.Site.DefaultLanguage))
        {
            Faults.Add(new Fault($"{path}.texts.{publishing.Site.DefaultLanguage}", FaultCode.NoticeWithoutWords));
            return;
        }
        var before = inForce.GetValueOrDefault(topic);
        var row = new NoticeRow
        {
            Number = number + 1,
            TopicNumber = topic,
            // The first notice of a topic cannot have a new purpose.
            Major =
                before is null ? 1
                : newPurpose ? before.Major + 1
                : before.Major,
            Minor = before is null || newPurpose ? 0 : before.Minor + 1,
            PublishedAt = publishing.At,
            RenewBy = before is not null && newPurpose ? RenewBy(path, renewBy) : null,
            AuthorKind = publishing.Author.Kind,
            AuthorId = publishing.Author.Id,
            Texts = [.. texts.OfType<NoticeText>()],
            Hash = NoticeRendering.HashOf(texts.OfType<NoticeText>()),
        };
        if (before is not null && before.Hash.AsSpan().SequenceEqual(row.Hash))
            return;
        foreach (var text in row.Texts)
            text.NoticeNumber = row.Number;
        number++;
        rows.Add(row);
        Published.Add(Invariant($"{name} {row.Major}.{row.Minor}"));
        Facts.Add(
            new AdminEvent(
                EventKind.NoticePublished,
                topic,
                row.Number,
                new Evidence { Detail = NoticeJson.Of(row, name) }
            )
        );
    }

    private DateTimeOffset? RenewBy(string path, DateOnly? day)
    {
        if (day is null)
        {
            Faults.Add(new Fault($"{path}.renewBy", FaultCode.RenewalDayMissing));
            return null;
        }
        var from = publishing.Site.Calendar.StartOf(day.Value);
        // Otherwise a file of last year, applied again with one corrected word, would end every consent at once and for
        // good.
        if (from <= publishing.At)
            Faults.Add(new Fault($"{path}.renewBy", FaultCode.RenewalDayPast, day.Value));
        else if (from > publishing.At.AddYears(MostYears))
            Faults.Add(new Fault($"{path}.renewBy", FaultCode.RenewalDayFar, day.Value, MostYears));
        return from;
    }
}
