using System.Text;
using PreferenceCenter.Catalogue.Translations;
using PreferenceCenter.Faults;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Features.Wording;

/// <summary>
/// Tests <c>texts export</c> and <c>texts import</c>: translations go out and come in by the plans of the catalogue's
/// files, and nothing is overwritten that has changed here meanwhile.
/// </summary>
public sealed class TextCommandsTests
{
    private const string Both = "--Site:Languages=en,fr";

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task What_a_translator_fills_in_is_published_and_comes_out_again_as_it_is()
    {
        await using var rig = await WithFormAsync();
        var empty = new Xliff(await ExportAsync(rig));
        Assert.Empty(empty.StatesOf("translated"));
        Assert.Equal(
            ["information.purposes", "notice.news.statement", "topic.news.name", "form.sea.lead"],
            empty
                .StatesOf("initial")
                .Intersect(["information.purposes", "notice.news.statement", "topic.news.name", "form.sea.lead"])
                .OrderBy(id => "intf".IndexOf(id[0], StringComparison.Ordinal))
        );
        var filled = empty.TranslateAll().AsAnotherToolSavesIt();
        // The form would lack its topics' words in French if they were not taken in together.
        var dry = (await ImportAsync(rig, filled, Both, "--dry-run")).Done();
        Assert.Contains("added topic.news.description\n", dry, StringComparison.Ordinal);
        Assert.EndsWith("nothing was changed: this was a dry run\n", dry, StringComparison.Ordinal);
        Assert.Contains(
            "added form.sea.title\n",
            (await ImportAsync(rig, filled, Both)).Done(),
            StringComparison.Ordinal
        );
        Assert.Equal("ok\tsea\n", (await rig.RunAsync("consent", "check", "sea", Both)).Done());
        Assert.Contains(
            "\"statement\": \"Fr. Yes, **news**.\"",
            (await rig.RunAsync("notices", "export")).Out,
            StringComparison.Ordinal
        );

        var full = await ExportAsync(rig);
        Assert.Empty(new Xliff(full).StatesOf("initial"));
        Assert.Equal(
            "Fr. What is new.",
            new Xliff(full)["topic.news.description"].Descendants(Xliff.Core + "target").Single().Value
        );
        Assert.Equal("nothing differs\n", (await ImportAsync(rig, new Xliff(full), Both)).Done());
        Assert.Equal("nothing differs\n", (await ImportAsync(rig, filled, Both)).Done());
        Assert.Equal(full, await ExportAsync(rig));
        (await rig.RunAsync("texts", "export", "--language", "fr", "--untranslated", Both)).Refused(
            "There is nothing to translate."
        );
    }

    [Fact]
    public async Task A_text_that_changed_since_is_told_to_the_translator_and_never_overwritten()
    {
        await using var rig = await WithFormAsync();
        var old = new Xliff(await ExportAsync(rig)).TranslateAll();
        (await ImportAsync(rig, old)).Done();
        var second = new Xliff(await ExportAsync(rig));
        (
            await rig.ApplyAsync(
                "topics",
                """{"topics":[{"key":"news","texts":{"en":{"name":"News","description":"All that is new."},"fr":{"name":"Nouvelles","description":"Fr. What is new."}}}]}"""
            )
        ).Done();
        var changed = new Xliff(await ExportAsync(rig, "--untranslated"));
        var unit = Assert.Single(changed.Units);
        Assert.Equal("pc:changed", (string?)unit.Element(Xliff.Core + "segment")!.Attribute("subState"));
        Assert.Contains("It was: What is new.", unit.Value, StringComparison.Ordinal);

        second.Translate("topic.news.description", "Autre").Translate("topic.news.name", "Actualités");
        var run = await ImportAsync(rig, second);
        Assert.Equal("nothing differs\n", run.Done());
        Assert.Contains("topic.news.description: its source text has changed", run.Error, StringComparison.Ordinal);
        Assert.Contains(
            "topic.news.name: its translation has been changed here since the export and is left as it is: 'Nouvelles'",
            run.Error,
            StringComparison.Ordinal
        );
        Assert.Equal(
            "changed topic.news.description\n",
            (await ImportAsync(rig, changed.Translate("topic.news.description", "Tout ce qui est neuf."))).Done()
        );
        (await rig.RunAsync("texts", "export", "--language", "fr", "--untranslated", WordingRig.English)).Refused(
            "There is nothing to translate."
        );
    }

    [Fact]
    public async Task Half_a_notice_waits_for_the_other_half_and_the_rest_is_taken_in()
    {
        await using var rig = await WithFormAsync();
        var half = new Xliff(await ExportAsync(rig))
            .Translate("information.purposes", "Pour écrire.")
            .Translate("topic.news.description", "Ce qui est neuf.")
            .Translate("topic.digest.name", "Abrégé");
        var run = await ImportAsync(rig, half);
        Assert.Equal("added topic.digest.name\n", run.Done());
        Assert.Contains(
            "information.purposes: is left until these are translated too: information.recipients,",
            run.Error,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "topic.news.description: is left until these are translated too: topic.news.name",
            run.Error,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("<!DOCTYPE x [<!ENTITY a \"aa\"><!ENTITY b \"&a;&a;\">]><x>&b;</x>", FaultCode.HoldsDtd)]
    [InlineData("<!DOCTYPE xliff SYSTEM \"file:///etc/passwd\"><xliff/>", FaultCode.HoldsDtd)]
    [InlineData("<xliff xmlns='urn:oasis:names:tc:xliff:document:1.2' version='1.2'/>", FaultCode.NotXliff)]
    [InlineData("<xliff xmlns='urn:oasis:names:tc:xliff:document:2.0'>&a;</xliff>", FaultCode.NotXml)]
    [InlineData("<xliff xmlns='urn:oasis:names:tc:xliff:document:2.0'>DEEP", FaultCode.NotXml)]
    [InlineData("HUGE", FaultCode.FileTooLarge)]
    [InlineData("{\"topics\":[]}", FaultCode.NotXml)]
    public void A_file_that_is_none_or_hostile_is_refused(string text, object code)
    {
        text = text.Replace("DEEP", string.Concat(Enumerable.Repeat("<g>", 100_000)), StringComparison.Ordinal)
            .Replace("HUGE", new string(' ', XliffReader.LongestFile + 1), StringComparison.Ordinal);
        List<Fault> faults = [];
        Assert.Null(XliffReader.Read(Encoding.UTF8.GetBytes(text), faults));
        Assert.Equal(code, Assert.Single(faults).Code);
    }

    [Fact]
    public async Task A_text_is_refused_as_in_any_other_file_and_by_its_id()
    {
        await using var rig = await WithFormAsync();
        var file = new Xliff(await ExportAsync(rig)).TranslateAll().ToString();
        await RefusedAsync("topic.news.name: is longer than 200", "topic.news.name", new string('x', 201));
        await RefusedAsync("topic.news.name: contains markup", "topic.news.name", "<b>fat</b>");
        await RefusedAsync("plays on guilt or fear in fr", "form.sea.title", "Ne pas manquer !");
        await RefusedAsync(
            "notice.news.statement: contains an image",
            "notice.news.statement",
            "![x](https://x.example/x)"
        );
        await WithAsync("Fr. News", "<pc id='1'>fat</pc>", "topic.news.name: contains markup");
        await WithAsync("topic.news.name", "topic.none.name", "topic.none.name: there is no text with this id");
        await WithAsync("topic.news.name", "topic.digest.name", "'topic.digest.name' appears twice");
        await WithAsync(
            "srcLang=\"en\"",
            "srcLang=\"de\"",
            "srcLang: is 'de', but the texts here are translated from 'en'"
        );
        await WithAsync("trgLang=\"fr\"", "trgLang=\"en\"", "trgLang: 'en' is not one of");
        using var raw = rig.Stored.Raw();
        Assert.Equal(0L, raw.Scalar<long>("SELECT COUNT(*) FROM \"TopicTexts\" WHERE \"Language\" = 'fr'"));

        async Task RefusedAsync(string reason, string id, string words) =>
            (await ImportAsync(rig, new Xliff(file).Translate(id, words))).Refused(reason);
        async Task WithAsync(string old, string now, string reason)
        {
            Assert.Contains(old, file, StringComparison.Ordinal);
            (await ImportAsync(rig, file.Replace(old, now, StringComparison.Ordinal))).Refused(reason);
        }
    }

    private static async Task<CommandRig> WithFormAsync()
    {
        var rig = await WordingRig.SoundAsync();
        (await rig.ApplyAsync("forms", WordingRig.Forms)).Done();
        return rig;
    }

    private static async Task<string> ExportAsync(CommandRig rig, params string[] options) =>
        (await rig.RunAsync(["texts", "export", "--language", "fr", WordingRig.English, .. options])).Done();

    private static Task<CommandRun> ImportAsync(CommandRig rig, object file, params string[] options) =>
        rig.RunAsync([
            "texts",
            "import",
            rig.Write("french.xlf", $"{file}"),
            .. options.Contains(Both) ? options : [WordingRig.English, .. options],
        ]);
}
