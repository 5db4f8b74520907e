using PreferenceCenter.ConsentEvidence.Proof;

namespace PreferenceCenter.Features.Cli.Proof;

/// <summary>
/// How a fact is shown on the page: a notice as a link to its text on the page, words agreed to elsewhere as a
/// quotation. Text that a person typed is never a link.
/// </summary>
internal enum FactLook
{
    Text,
    Code,
    Wording,
    Quoted,
}

/// <summary>One name and value of an event, with how it is shown.</summary>
internal sealed record ProofFact(string Name, string Text, FactLook Look = FactLook.Text);

/// <summary>Lists an event as the lines of a table. A value that is absent makes no line.</summary>
internal static class ProofFacts
{
    private static readonly string[] Names =
    [
        "What",
        "When",
        "From then on",
        "Before",
        "Refers to",
        "How",
        "Method",
        "Who acted",
        "Lawful basis",
        "Controller",
        "Wording shown",
        "Information beside it",
        "Form",
        "Boxes",
        "Page",
        "Address as typed",
        "Name",
        "Language shown",
        "Network or IP address",
        "Browser",
        "Link",
        "Imported from",
        "Grade of evidence",
        "Source",
        "Obtained",
        "Obtained from IP address",
        "Words agreed to",
        "Terms agreed to",
        "Comment",
        "Detail",
        "Evidence",
        "Place in the log",
        "Leaf hash",
        "Salt and index",
    ];

    public static int Order(string name) => Array.IndexOf(Names, name);

    public static List<ProofFact> Of(ProvenEvent e, IReadOnlyDictionary<string, ProvenForm> forms)
    {
        var facts = new List<ProofFact>();
        void Add(string name, string? text, FactLook look = FactLook.Text)
        {
            if (!string.IsNullOrEmpty(text))
                facts.Add(new ProofFact(name, text, look));
        }

        Add("What", e.What);
        Add("When", ProofMarkup.Time(e.At));
        Add("From then on", e.Value);
        Add("Before", e.Before);
        Add(
            "Refers to",
            e.Refers is { } refers
                ? e.Kind == "reason-given"
                    ? Invariant($"topic {refers}")
                    : Invariant($"event {refers}")
                : null
        );
        Add("How", e.Through);
        Add(
            "Who acted",
            string.Join(", ", new[] { e.Actor.Who, e.Actor.Name, e.Actor.Id?.ToString() }.OfType<string>())
        );
        Add("Lawful basis", e.Basis);
        Add("Controller", e.Controller);
        Add("Wording shown", e.Wording, FactLook.Wording);
        if (e.AskedWithoutWording == true)
            Add("Wording shown", "none where this was asked for: the page that asks for the confirmation shows it");
        Add("Information beside it", e.SiteWording, FactLook.Wording);
        if (e.LanguageAssumed == true)
            Add("Language shown", "not known any more: the wording is given in the site’s first language");
        if (e.Form is not null && forms.TryGetValue(e.Form, out var form))
            AddForm(Add, form, e.Evidence.Facts?.Language);
        if (e.Evidence.Facts is { } evidence)
            AddEvidence(Add, evidence, e.Form is not null);
        Add(
            "Evidence",
            e.Evidence.ErasedBy is { } by
                ? Invariant($"{e.Evidence.Says} by event {by} at {ProofMarkup.Time(e.Evidence.ErasedAt!.Value)}")
                : e.Evidence.Says
        );
        Add("Place in the log", $"{e.Log.Origin}, index {ProofMarkup.Number(e.Log.Index)}");
        Add("Leaf hash", e.Log.Leaf, FactLook.Code);
        Add(
            "Salt and index",
            e.Evidence.Salt is { } salt ? Invariant($"{salt} {e.Evidence.Index}") : null,
            FactLook.Code
        );
        return facts;
    }

    private static void AddForm(Action<string, string?, FactLook> add, ProvenForm form, string? language)
    {
        var title =
            language is not null && form.Titles.TryGetValue(language, out var words)
                ? words
                : form.Titles.Values.FirstOrDefault();
        add("Form", $"{form.Key}, version {ProofMarkup.Number(form.Version)}: “{title}”", FactLook.Text);
        add("Boxes", "Shown unticked, one for each topic; ticked by whoever sent the form", FactLook.Text);
    }

    private static void AddEvidence(
        Action<string, string?, FactLook> add,
        PreferenceCenter.Ledger.Events.Evidence evidence,
        bool ofForm
    )
    {
        add("Method", evidence.Method, FactLook.Text);
        add("Page", evidence.Page, FactLook.Text);
        add("Address as typed", evidence.Address, FactLook.Text);
        add("Name", evidence.Name, FactLook.Text);
        add("Language shown", evidence.Language, FactLook.Text);
        add("Network or IP address", evidence.Ip, FactLook.Text);
        add("Browser", evidence.UserAgent, FactLook.Text);
        add("Link", evidence.Link, FactLook.Text);
        add(
            "Imported from",
            evidence.File is null ? null : Invariant($"{evidence.File}, line {evidence.Line}"),
            FactLook.Text
        );
        add("Grade of evidence", evidence.Grade, FactLook.Text);
        add("Source", evidence.Source, FactLook.Text);
        add("Obtained", evidence.ObtainedAt is { } at ? ProofMarkup.Time(at) : null, FactLook.Text);
        add("Obtained from IP address", evidence.ObtainedIp, FactLook.Text);
        // For a form, this field holds the address of the terms that its additional box was about.
        add(ofForm ? "Terms agreed to" : "Words agreed to", evidence.Text, ofForm ? FactLook.Text : FactLook.Quoted);
        add("Comment", evidence.Comment, FactLook.Quoted);
        add("Detail", evidence.Detail, FactLook.Code);
    }
}
