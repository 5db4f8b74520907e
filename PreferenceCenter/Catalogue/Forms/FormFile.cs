using PreferenceCenter.Catalogue.Files;
using PreferenceCenter.Faults;

namespace PreferenceCenter.Catalogue.Forms;

/// <summary>Sign-up forms of a file. Forms that the file does not name stay unchanged.</summary>
internal sealed record FormFile(IReadOnlyList<FormEntry> Forms);

/// <summary>Entry of a form in the file.</summary>
internal sealed record FormEntry(string Path, string Key, bool Published, FormDefinition Definition);

/// <summary>Reads a file of forms and reports the faults that can be seen without the database.</summary>
internal sealed class FormFileReader(ICollection<Fault> faults)
{
    private const int LongestTitle = 200;
    private const int LongestText = 2000;

    public static FormFile? Read(ReadOnlyMemory<byte> json, ICollection<Fault> faults) =>
        JsonFile.Read(json, faults, new FormFileReader(faults).File);

    private FormFile File(JsonFields fields)
    {
        var forms = fields.Only("forms").Objects("forms").Select(Form).OfType<FormEntry>().ToList();
        JsonFields.Unique(faults, forms, f => f.Key, f => f.Path, "key");
        return new FormFile(forms);
    }

    private FormEntry? Form(JsonFields fields)
    {
        fields.Only("key", "version", "hash", "state", "topics", "name", "frequency", "minimumAge", "terms", "texts");
        var state = fields.Text("state", 20);
        if (state is not (null or "draft" or "published"))
            fields.Fault("state", FaultCode.NeitherNor, state, "draft", "published");
        var definition = new FormDefinition
        {
            Topics = Topics(fields),
            AsksName = fields.Flag("name") ?? false,
            AsksFrequency = fields.Flag("frequency") ?? false,
            MinimumAge = (int?)fields.Number("minimumAge", 1, 99),
            Terms = fields.Object("terms") is { } terms ? Terms(terms) : null,
            Texts = (fields.Languages() ?? []).ToDictionary(
                t => t.Language,
                t => new FormWords(
                    t.Fields.Only("title", "lead").Words("title", LongestTitle),
                    t.Fields.Text("lead", LongestText)?.Trim() ?? ""
                )
            ),
        };
        return fields.Key() is { } key ? new FormEntry(fields.Path, key, state == "published", definition) : null;
    }

    private List<string> Topics(JsonFields fields)
    {
        var topics = new List<string>();
        foreach (var (text, path) in fields.Texts("topics") ?? [])
            if (topics.Contains(text))
                faults.Add(new Fault(path, FaultCode.Repeated, text));
            else
                topics.Add(text);
        return topics;
    }

    private static FormTerms Terms(JsonFields fields)
    {
        var url = fields.Only("url", "texts").Words("url", 2000);
        if (url.Length > 0 && !(Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "https"))
            fields.Fault("url", FaultCode.NotHttps);
        return new FormTerms(
            url,
            (fields.Languages() ?? []).ToDictionary(t => t.Language, t => t.Fields.Only("label").Words("label", 500))
        );
    }
}
