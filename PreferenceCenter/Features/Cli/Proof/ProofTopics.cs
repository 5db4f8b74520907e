using PreferenceCenter.ConsentEvidence.Proof;

namespace PreferenceCenter.Features.Cli.Proof;

/// <summary>
/// Writes the events in full, grouped by what they are about. Both declarations of a double opt-in stand side by side.
/// </summary>
internal static class ProofTopics
{
    public static void Write(ProofMarkup html, ConsentProof proof)
    {
        var forms = proof.Forms.ToDictionary(f => f.Id);
        foreach (var topic in proof.Events.GroupBy(e => e.About))
        {
            html.Raw("<section class=\"topic\">").Element("h2", topic.First().Name);
            var answered = topic.Where(e => e.Request is not null).ToDictionary(e => e.Request!.Value);
            foreach (var e in topic.Where(e => e.Request is null))
                if (answered.TryGetValue(e.Seq, out var confirmation))
                    WriteTable(
                        html,
                        forms,
                        $"Double opt-in of {ProofMarkup.Time(confirmation.At)}",
                        [("Request", e), ("Confirmation", confirmation)]
                    );
                else
                    WriteTable(html, forms, $"{e.What}, {ProofMarkup.Time(e.At)}", [(HeadOf(e), e)]);
            html.Raw("</section>\n");
        }
    }

    private static string HeadOf(ProvenEvent e) =>
        e.Kind switch
        {
            "granted" => "Declaration, without a request before it",
            "asserted" => "Declaration elsewhere, as imported",
            "requested" => "Request, not confirmed",
            _ => "Event",
        };

    private static void WriteTable(
        ProofMarkup html,
        IReadOnlyDictionary<string, ProvenForm> forms,
        string title,
        IReadOnlyList<(string Head, ProvenEvent Event)> columns
    )
    {
        html.Element("h3", title).Raw("<table class=\"declared\">\n<thead><tr><td></td>");
        foreach (var (head, e) in columns)
            html.Element(
                "th",
                $"{head} (event {ProofMarkup.Number(e.Seq)})",
                $"scope=\"col\" id=\"event-{ProofMarkup.Number(e.Seq)}\""
            );
        html.Raw("</tr></thead>\n<tbody>\n");
        var facts = columns.Select(c => ProofFacts.Of(c.Event, forms)).ToList();
        foreach (var name in facts.SelectMany(f => f).Select(f => f.Name).Distinct().OrderBy(ProofFacts.Order))
        {
            html.Raw("<tr>").Element("th", name, "scope=\"row\"");
            foreach (var column in facts)
                WriteCell(html, column.Find(f => f.Name == name));
            html.Raw("</tr>\n");
        }
        html.Raw("</tbody>\n</table>\n");
    }

    private static void WriteCell(ProofMarkup html, ProofFact? fact)
    {
        if (fact is null)
            html.Element("td", "–");
        else if (fact.Look == FactLook.Wording)
            html.Raw($"<td><a href=\"#{ProofMarkup.Encode(fact.Text)}\">{ProofMarkup.Encode(fact.Text)}</a></td>");
        else if (fact.Look == FactLook.Code)
            html.Raw($"<td><code>{ProofMarkup.Encode(fact.Text)}</code></td>");
        else if (fact.Look == FactLook.Quoted)
            html.Raw("<td>").Element("blockquote", fact.Text, "dir=\"auto\"").Raw("</td>");
        else
            html.Element("td", fact.Text);
    }
}
