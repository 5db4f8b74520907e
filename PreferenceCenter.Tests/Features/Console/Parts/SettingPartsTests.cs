using Bunit;
using Microsoft.AspNetCore.Components.Forms;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Domain;
using PreferenceCenter.Features.Console.Settings;
using PreferenceCenter.Tests.Catalogue;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Features.Console.Parts;

/// <summary>Tests the parts of the settings page: languages, colour, and where a value comes from.</summary>
public sealed class SettingPartsTests : ConsoleParts
{
    private readonly SettingsForm edited = new();
    private int told;

    public SettingPartsTests()
    {
        edited.Take(View("en,de,fr", "#0b6b53"));
        JSInterop.SetupVoid("Blazor._internal.InputFile.init", _ => true).SetVoidResult();
    }

    [Fact]
    public async Task Languages_move_go_and_come_and_the_last_one_stays()
    {
        var list = Languages();
        Assert.True(list.FindAll("ol button")[0].HasAttribute("disabled"));
        await list.FindAll("ol button")[1].ClickAsync(new());
        Assert.Equal(["de", "en", "fr"], edited.Languages);
        list = Languages();
        await list.FindAll("ol button")[2].ClickAsync(new());
        list = Languages();
        await list.FindAll("ol button")[2].ClickAsync(new());
        Assert.Equal(["fr"], edited.Languages);
        list = Languages();
        Assert.All(list.FindAll("ol button"), b => Assert.True(b.HasAttribute("disabled")));
        await list.Find("select").ChangeAsync("it");
        Assert.Equal(["fr", "it"], edited.Languages);
        Assert.DoesNotContain("it", Languages().FindAll("option").Select(o => o.GetAttribute("value")));
        Assert.Equal(4, told);
    }

    [Fact]
    public void What_the_program_was_started_with_cannot_be_changed_here()
    {
        var locked = new SettingsForm();
        locked.Take(View("en,de", "#0b6b53", SettingSource.Start));
        var list = Render<LanguageOrder>(p => p.Add(l => l.Form, Form()).Add(l => l.Edited, locked));
        Assert.All(list.FindAll("ol button"), b => Assert.True(b.HasAttribute("disabled")));
        Assert.Empty(list.FindAll("select"));
    }

    [Fact]
    public async Task A_color_that_cannot_be_read_is_shifted_and_that_is_said()
    {
        var choice = Render<ColorChoice>(p => p.Add(c => c.Edited, edited).Add(c => c.OnEdited, () => told++));
        var before = Contrast();
        await choice.Find("input[type=color]").InputAsync("#ffee88");
        Assert.Equal(("#ffee88", 1), (edited["color"], told));
        var words = Contrast();
        Assert.DoesNotContain("–", before, StringComparison.Ordinal);
        Assert.Contains("–", words, StringComparison.Ordinal);
        Assert.DoesNotContain("#ffee88", words, StringComparison.Ordinal);

        string Contrast() => Render<ColorContrast>(p => p.Add(c => c.Edited, edited)).FindAll("small")[0].TextContent;
    }

    [Fact]
    public void A_picture_is_uploaded_shown_and_taken_away_and_what_is_none_is_refused_in_words()
    {
        var field = Logo();
        Upload(field, "<svg/>"u8.ToArray());
        Assert.Contains("SVG", field.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Contains(
            field.Find("[role=alert]").Id!,
            field.Find("[type=file]").GetAttribute("aria-describedby")!,
            StringComparison.Ordinal
        );
        Upload(field, new byte[LogoPicture.MostBytes + 1]);
        Assert.Contains("200 kB", field.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Equal(("", 0), (edited["logo"], told));

        Upload(field, SamplePictures.Png());
        Assert.Equal(1, told);
        Assert.Equal(edited["logo"], field.Find("img").GetAttribute("src"));
        Assert.DoesNotContain(
            SamplePictures.Secret,
            System.Text.Encoding.Latin1.GetString(LogoPicture.Of(edited["logo"])!.Bytes.Span),
            StringComparison.Ordinal
        );
        Assert.Empty(field.FindAll("[role=alert], input[type=text]"));
        field.Find("button").Click();
        Assert.Equal(("", 2), (edited["logo"], told));
        Assert.Single(Logo().FindAll("input[type=text]"));
    }

    [Fact]
    public async Task A_value_goes_back_to_the_file_and_what_somebody_else_set_meanwhile_is_said()
    {
        edited["color"] = "#224466";
        edited.Take(View("en,de,fr", "#aa2211"));
        var origin = Origin();
        Assert.Contains("#aa2211", origin.Find("strong").TextContent, StringComparison.Ordinal);
        Assert.Equal("Reset to “#000000”", origin.Find("button").TextContent);
        await origin.Find("button").ClickAsync(new());
        Assert.Equal("#000000", edited["color"]);
        Assert.Empty(Origin().FindAll("button"));
    }

    [Fact]
    public void What_the_demo_made_up_is_no_default_and_what_only_staff_set_is_removed()
    {
        edited.Take(
            new SettingsView(
                [
                    new ShownSetting("name", "Northwind", SettingSource.Default, "Northwind", 100),
                    new ShownSetting("enforcementBody", "Body", SettingSource.Console, "", 100),
                ],
                new Dictionary<string, string?>(),
                null,
                [],
                []
            )
        );
        Assert.Equal("From the demo: nobody has set it", Origin("name").Markup.Trim());
        Assert.Equal("Remove what is set here", Origin("enforcementBody").Find("button").TextContent);
    }

    private IRenderedComponent<LogoField> Logo() =>
        Render<LogoField>(p =>
            p.Add(l => l.Form, Form()).Add(l => l.Edited, edited).Add(l => l.OnEdited, () => told++)
        );

    private static void Upload(IRenderedComponent<LogoField> field, byte[] bytes) =>
        field.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromBinary(bytes, "logo.png"));

    private IRenderedComponent<SettingOrigin> Origin(string name = "color") =>
        Render<SettingOrigin>(p => p.Add(o => o.Edited, edited).Add(o => o.Name, name));

    private IRenderedComponent<LanguageOrder> Languages() =>
        Render<LanguageOrder>(p =>
            p.Add(l => l.Form, Form()).Add(l => l.Edited, edited).Add(l => l.OnEdited, () => told++)
        );

    private PreferenceCenter.Features.Console.ActionForm Form() =>
        Render<PreferenceCenter.Features.Console.ActionForm>(p =>
            p.Add(f => f.Submit, new("Save")).Add(f => f.Send, _ => throw new NotSupportedException())
        ).Instance;

    private static SettingsView View(string languages, string color, SettingSource source = SettingSource.Console) =>
        new(
            [
                .. SiteField.All.Select(f =>
                    f.Name switch
                    {
                        "languages" => new ShownSetting(f.Name, languages, source, "en", f.Longest),
                        "color" => new ShownSetting(f.Name, color, source, "#000000", f.Longest),
                        _ => new ShownSetting(f.Name, "", SettingSource.Default, "", f.Longest),
                    }
                ),
            ],
            new Dictionary<string, string?>(),
            null,
            [],
            []
        );
}
