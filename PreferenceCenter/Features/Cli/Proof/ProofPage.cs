using PreferenceCenter.ConsentEvidence.Proof;

namespace PreferenceCenter.Features.Cli.Proof;

/// <summary>
/// Writes the consent proof as one HTML page to read, print and keep. It has no script and loads nothing; what a person
/// typed is shown as text only. It is built by hand, because starting the component renderer takes longer than all
/// other work of the command.
/// </summary>
internal static class ProofPage
{
    public static string Of(ConsentProof proof)
    {
        var html = new ProofMarkup();
        // A second protection in the browser: if any markup were not encoded, it would neither run nor load anything.
        html.Raw(
            $$"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <meta name="referrer" content="no-referrer">
            <title>Proof of consent</title>
            <style>
            {{ProofStyle.Css}}
            </style>
            </head>
            <body>
            <main>

            """
        );
        WriteHead(html, proof);
        WriteTimeline(html, proof);
        ProofTopics.Write(html, proof);
        WriteWordings(html, proof);
        WriteLog(html, proof);
        html.Raw("</main>\n</body>\n</html>\n");
        return html.ToString();
    }

    private static void WriteHead(ProofMarkup html, ConsentProof proof)
    {
        html.Raw("<header>")
            .Element("h1", "Proof of consent")
            .Element(
                "p",
                $"Written at {ProofMarkup.Time(proof.WrittenAt)} for {proof.Controller}, which answers for the data."
            )
            .Raw("</header>\n");
        html.Raw("<section>").Element("h2", "The person").Raw("<table class=\"facts\">\n");
        html.Row("Address, as kept", proof.Person.Email)
            .Row("Name", proof.Person.Name ?? "none given")
            .Row("Language", proof.Person.Language)
            .Row("Here since", ProofMarkup.Time(proof.Person.Since))
            .Raw("</table>\n");
        html.Element("h2", "What stands now")
            .Raw(
                "<table>\n<thead><tr><th scope=\"col\">Topic</th><th scope=\"col\">May be emailed</th><th scope=\"col\">How often</th><th scope=\"col\">Left</th><th scope=\"col\">Rests on</th></tr></thead>\n<tbody>\n"
            );
        foreach (var topic in proof.Topics)
        {
            html.Raw("<tr>")
                .Element("th", $"{topic.Name} ({topic.Topic})", "scope=\"row\"")
                .Element("td", topic.Gate == "allowed" ? "yes" : $"no: {topic.Gate}")
                .Element("td", topic.Frequency)
                .Element("td", topic.LeftAt is { } left ? ProofMarkup.Time(left) : "–")
                .Raw("<td>");
            if (topic.Consent is { } seq)
                html.ToEvent(seq);
            html.Raw("</td></tr>\n");
        }
        html.Raw("</tbody>\n</table></section>\n");
    }

    private static void WriteTimeline(ProofMarkup html, ConsentProof proof)
    {
        html.Raw("<section>")
            .Element("h2", "Everything that happened")
            .Raw(
                "<table>\n<thead><tr><th scope=\"col\">No.</th><th scope=\"col\">When</th><th scope=\"col\">What</th><th scope=\"col\">About</th><th scope=\"col\">From then on</th></tr></thead>\n<tbody>\n"
            );
        foreach (var e in proof.Events)
            html.Raw("<tr><td>")
                .ToEvent(e.Seq)
                .Raw("</td>")
                .Element("td", ProofMarkup.Time(e.At))
                .Element("td", e.What)
                .Element("td", e.Name)
                .Element("td", e.Value)
                .Raw("</tr>\n");
        html.Raw("</tbody>\n</table></section>\n");
    }

    private static void WriteWordings(ProofMarkup html, ConsentProof proof)
    {
        if (proof.Wordings.Count == 0)
            return;
        html.Raw("<section>").Element("h2", "The wordings, exactly as shown");
        foreach (var words in proof.Wordings)
        {
            html.Raw($"<article id=\"{ProofMarkup.Encode(words.Id)}\">")
                .Element(
                    "h3",
                    $"{(words.About == "site" ? "Information about the data" : words.About)} {words.Version}, in {words.Language}"
                );
            // The HTML was encoded when the notice was published, by the same code that showed it: NoticeMarkdown
            // allows no HTML. It is trusted only if it still is what was published.
            if (words.Intact)
                html.Raw(
                    $"<blockquote lang=\"{ProofMarkup.Encode(words.Language)}\" dir=\"auto\">\n{words.Html}\n</blockquote>\n"
                );
            else
                html.Element(
                        "p",
                        "What is kept is not what was published: its SHA-256 is another. It follows as text.",
                        "class=\"bad\""
                    )
                    .Element("pre", words.Html);
            html.Raw("<table class=\"facts\">\n")
                .Row("Published", ProofMarkup.Time(words.PublishedAt))
                .Row("Number in the log", ProofMarkup.Number(words.Notice))
                .Code("SHA-256", words.Sha256)
                .Code("Hash of the version", words.VersionHash)
                .Raw("</table></article>\n");
        }
        html.Raw("</section>\n");
    }

    private static void WriteLog(ProofMarkup html, ConsentProof proof)
    {
        html.Raw("<section>").Element("h2", "How to verify it without us").Raw("<ol>\n");
        foreach (var step in proof.Verify)
            html.Element("li", step);
        html.Raw("</ol>\n")
            .Element(
                "p",
                "The receipt holds every event of this page as it was sealed, the proof that it is in the log, and the log’s signed checkpoint. Here, the text below is that file."
            );
        html.Element("h3", "Public key")
            .Element("pre", proof.PublicKey)
            .Element("h3", "Receipt")
            .Element("pre", ProofMarkup.Indented(proof.Receipt), "class=\"file\" id=\"receipt\"")
            .Raw("</section>\n");
    }
}
