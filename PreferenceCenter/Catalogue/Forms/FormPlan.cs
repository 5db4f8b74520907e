using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PreferenceCenter.Catalogue.Files;
using PreferenceCenter.Catalogue.Topics;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Faults;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Writer;

namespace PreferenceCenter.Catalogue.Forms;

/// <summary>
/// Plan to apply a file of forms: a new version of each form that differs, or no change at all if there is a fault. A
/// form to be published that fails the consent lint counts as a fault.
/// </summary>
internal sealed class FormPlan : CataloguePlan
{
    private readonly List<FormRow> rows = [];

    /// <summary>New versions, for example <c>newsletter 3 published</c>.</summary>
    public List<string> Changed { get; } = [];

    public static FormPlan Of(FormFile file, CenterContext context, CatalogueSnapshot catalogue, Publishing publishing)
    {
        var plan = new FormPlan();
        var current = context
            .Forms.AsNoTracking()
            .ToList()
            .GroupBy(f => f.Key)
            .ToDictionary(g => g.Key, g => g.MaxBy(f => f.Version)!);
        foreach (var entry in file.Forms)
            plan.Apply(entry, current.GetValueOrDefault(entry.Key), catalogue, publishing);
        return plan;
    }

    public override void AddTo(CenterContext context) => context.AddRange(rows);

    private void Apply(FormEntry entry, FormRow? before, CatalogueSnapshot catalogue, Publishing publishing)
    {
        if (entry.Published)
            foreach (
                var (rule, fault, _) in new ConsentLint(catalogue, publishing.Site).OfForm(entry.Key, entry.Definition)
            )
                Faults.Add(new Fault(entry.Path, FaultCode.Unpublishable, fault.Place.Path, fault, WireName.Of(rule)));
        var definition = entry.Definition.ToJson();
        if (before is not null && before.Definition == definition && before.Published == entry.Published)
            return;
        var row = new FormRow
        {
            Key = entry.Key,
            Version = (before?.Version ?? 0) + 1,
            Published = entry.Published,
            Definition = definition,
            ChangedAt = publishing.At,
            AuthorKind = publishing.Author.Kind,
            AuthorId = publishing.Author.Id,
            Hash = SHA256.HashData(Encoding.UTF8.GetBytes(definition)),
        };
        rows.Add(row);
        Changed.Add(Invariant($"{row.Key} {row.Version} {(row.Published ? "published" : "draft")}"));
        Facts.Add(
            new AdminEvent(EventKind.FormChanged, 0, row.Version, new Evidence { Detail = FormJsonFile.Of(row) })
        );
    }
}

/// <summary>Writes forms as JSON: the export file, and the detail of a form's ledger event.</summary>
internal static class FormJsonFile
{
    public static string File(IEnumerable<FormRow> forms) =>
        TopicJson.Write(
            TopicJson.Indented,
            json =>
            {
                json.WriteStartObject();
                json.WriteStartArray("forms");
                foreach (var form in forms.OrderBy(f => f.Key, StringComparer.Ordinal))
                    Write(json, form);
                json.WriteEndArray();
                json.WriteEndObject();
            }
        );

    public static string Of(FormRow form) => TopicJson.Write(TopicJson.Compact, json => Write(json, form));

    private static void Write(Utf8JsonWriter json, FormRow row)
    {
        var form = FormDefinition.Parse(row.Definition);
        json.WriteStartObject();
        json.WriteString("key", row.Key);
        json.WriteNumber("version", row.Version);
        json.WriteString("hash", Convert.ToHexStringLower(row.Hash));
        json.WriteString("state", row.Published ? "published" : "draft");
        json.WriteStartArray("topics");
        foreach (var topic in form.Topics)
            json.WriteStringValue(topic);
        json.WriteEndArray();
        json.WriteBoolean("name", form.AsksName);
        json.WriteBoolean("frequency", form.AsksFrequency);
        if (form.MinimumAge is { } age)
            json.WriteNumber("minimumAge", age);
        if (form.Terms is { } terms)
        {
            json.WriteStartObject("terms");
            json.WriteString("url", terms.Url);
            WriteTexts(json, terms.Texts, label => json.WriteString("label", label));
            json.WriteEndObject();
        }
        WriteTexts(
            json,
            form.Texts,
            words =>
            {
                json.WriteString("title", words.Title);
                json.WriteString("lead", words.Lead);
            }
        );
        json.WriteEndObject();
    }

    private static void WriteTexts<T>(Utf8JsonWriter json, IReadOnlyDictionary<string, T> texts, Action<T> write)
    {
        json.WriteStartObject("texts");
        foreach (var (language, words) in TopicJson.InOrder(texts, t => t.Key))
        {
            json.WriteStartObject(language);
            write(words);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }
}
