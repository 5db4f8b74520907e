using System.Security.Cryptography;
using System.Text.Json;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Catalogue.Files;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Faults;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Writer;

namespace PreferenceCenter.Templates.Kept;

/// <summary>Plan to keep templates; no change at all if there is a fault. Each is checked while it is made.</summary>
internal sealed class TemplatePlan : CataloguePlan
{
    private PreparedRows? rows;

    /// <summary>The templates that differ, as they will be.</summary>
    public List<TemplateRow> Changed { get; } = [];

    public static TemplatePlan Of(
        IReadOnlyList<TemplateFile> files,
        CenterContext context,
        CatalogueSnapshot catalogue,
        TemplateChecks checks,
        Publishing publishing
    )
    {
        var plan = new TemplatePlan();
        foreach (var file in files)
            plan.Apply(file, files, context, catalogue, publishing);
        if (plan.Faults.Count == 0)
            foreach (var row in plan.Changed)
            {
                checks.Check(row);
                plan.Facts.Add(EventOf(row));
            }
        plan.rows = PreparedRows.ChangedIn(context);
        return plan;
    }

    public override void AddTo(CenterContext context) => rows!.AddTo(context);

    /// <summary>The event that a template was kept, or stands otherwise than before.</summary>
    public static AdminEvent EventOf(TemplateRow row, bool removed = false) =>
        new(
            EventKind.TemplateChanged,
            row.TopicNumber ?? 0,
            removed ? 0
                : row.Sound ? 1
                : 2,
            new Evidence
            {
                Detail = JsonSerializer.Serialize(
                    new
                    {
                        key = row.Key,
                        sha256 = row.Digest,
                        stage = row.Stage,
                        language = row.Language,
                        sound = row.Sound,
                        errors = row.Errors,
                        @unchecked = row.Unchecked,
                    }
                ),
            }
        );

    private void Apply(
        TemplateFile file,
        IReadOnlyList<TemplateFile> files,
        CenterContext context,
        CatalogueSnapshot catalogue,
        Publishing publishing
    )
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(file.Content.Length, TemplateFile.MostBytes);
        var place = new FaultPlace(file.Key);
        var known = Faults.Count;
        if (!file.HasKey)
            Faults.Add(new Fault(place, FaultCode.KeyMalformed, file.Key));
        if (file.Content.Length == 0)
            Faults.Add(new Fault(place, FaultCode.Missing));
        if (files.Count(f => f.Key == file.Key) > 1)
            Faults.Add(new Fault(place, FaultCode.Repeated, file.Key));
        TopicInfo? topic = null;
        if (file.Topic is { } key && !catalogue.ByKey.TryGetValue(key, out topic))
            Faults.Add(new Fault(place, FaultCode.UnknownTopic, key));
        if (file.Language is { } language && !publishing.Site.Languages.Contains(language))
            Faults.Add(new Fault(place, FaultCode.NotOneOf, language, FaultArgument.List(publishing.Site.Languages)));
        if (Faults.Count > known)
            return;
        var digest = Convert.ToHexStringLower(SHA256.HashData(file.Content.Span));
        var row = context.Templates.Find(file.Key);
        if (row is null)
            context.Add(
                row = new TemplateRow
                {
                    Key = file.Key,
                    Digest = "",
                    CheckedAgainst = "",
                    Errors = "",
                    Unchecked = "",
                    Content = [],
                }
            );
        var before = (row.Digest, row.TopicNumber, row.Stage, row.Language);
        row.TopicNumber = topic?.Number ?? row.TopicNumber;
        row.Stage = file.Stage is { } stage ? WireName.Of(stage) : row.Stage;
        row.Language = file.Language ?? row.Language;
        // The same bytes again, where an erasure has emptied them, are a change.
        if (before == (digest, row.TopicNumber, row.Stage, row.Language) && row.Content.Length > 0)
            return;
        (row.Digest, row.Content, row.KeptAt) = (digest, file.Content.ToArray(), publishing.At);
        (row.AuthorKind, row.AuthorId) = (publishing.Author.Kind, publishing.Author.Id);
        Changed.Add(row);
    }
}
