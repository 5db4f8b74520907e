using Bunit;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor.Services;
using PreferenceCenter.Domain;
using PreferenceCenter.Features.Console;
using PreferenceCenter.Features.Console.Templates;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Templates.Findings;
using PreferenceCenter.Templates.Preview;
using PreferenceCenter.Tests.Shared.Preview;
using PreferenceCenter.Tests.Templates;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Features.Console.Templates;

/// <summary>Tests the result of a template check as a component: verdict, numbers, one finding open at a time.</summary>
public sealed class TemplateResultTests : BunitContext
{
    private static readonly Sample Broken = new()
    {
        Leave = $"<a style=\"color:#ccc\" href=\"{Sample.U}\">Unsubscribe</a>",
        Words =
            "<h1>News</h1><h3>Lamps</h3><p>The reading room has new lamps, and the library is open again on Saturdays.</p><img src=\"https://example.org/a.png\"><img src=\"https://example.org/b.png\">",
    };

    public TemplateResultTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddMudServices();
        var session = new CircuitSession(null!, TimeProvider.System);
        session.Begin(null, Guid.Empty, new PageContexts(Samples.Site, ["en"]).In("en", asked: false));
        Services.AddSingleton(session);
        Services.AddSingleton(new ConsoleNews(null!, null!, null!, null!));
    }

    [Fact]
    public void The_worst_is_open_first_and_one_entry_at_a_time()
    {
        var shown = Render<TemplateResult>(p => p.Add(r => r.Result, Checked(Broken)));
        Assert.Equal(
            ["1 unsubscribe-faint", "2 heading-order", "3 alt-missing"],
            Checked(Broken)
                .Found.Where(g => g.Number is not null)
                .Select(g => Invariant($"{g.Number} {WireName.Of(g.Rule)}"))
        );
        Assert.Equal(["1", "2", "3"], shown.FindAll(".found .mark").Select(m => m.TextContent));
        Assert.Contains("Give the link a darker", shown.Find(".mend").TextContent, StringComparison.Ordinal);
        Assert.Contains("color:#ccc", shown.Find(".mend pre").TextContent, StringComparison.Ordinal);
        Assert.EndsWith(
            "/rules#unsubscribe-faint",
            shown.Find(".mend a").GetAttribute("href"),
            StringComparison.Ordinal
        );

        shown.FindAll(".found li > button")[1].Click();
        Assert.Equal(["false", "true", "false"], Expanded(shown));
        Assert.Single(shown.FindAll(".mend"));
        shown.FindAll(".found li > button")[1].Click();
        Assert.Empty(shown.FindAll(".mend"));

        // From the message: it opens, and asked again it stays open.
        shown.Find(".under .mark[data-n='3']").Click();
        shown.Find(".under .mark[data-n='3']").Click();
        Assert.Equal(["false", "false", "true"], Expanded(shown));
        Assert.Equal(2, JSInterop.Invocations["preferenceConsole.focus"].Count);
    }

    [Fact]
    public void What_is_unchecked_has_no_number_and_no_green()
    {
        var result = Checked(new Sample { Stage = TemplateStage.Source, Text = null });
        Assert.True(result.Passes);
        Assert.False(result.Sound);
        var shown = Render<TemplateResult>(p => p.Add(r => r.Result, result));
        Assert.NotEmpty(shown.FindAll(".found li"));
        Assert.Empty(shown.FindAll(".found .mark"));
        Assert.Equal("info", Tag(result));
        Assert.Equal("yes", Tag(Checked(new Sample())));
        Assert.Equal("no", Tag(Checked(Broken)));
    }

    [Fact]
    public void The_message_is_painted_once_for_each_look_and_its_frame_runs_nothing()
    {
        var shown = Render<TemplateResult>(p => p.Add(r => r.Result, Checked(Broken)));
        var frame = shown.Find("iframe");
        Assert.Equal("allow-same-origin", frame.GetAttribute("sandbox"));
        Assert.Contains("default-src 'none'", frame.GetAttribute("srcdoc"), StringComparison.Ordinal);
        Assert.Single(JSInterop.Invocations["preferenceConsole.paint"]);
        shown.Find(".letter button[aria-label=Phone]").Click();
        Assert.Single(JSInterop.Invocations["preferenceConsole.paint"]);
        Assert.Equal(2, JSInterop.Invocations["preferenceConsole.mark"].Count);
        shown.FindAll(".letter .two button").First(b => b.TextContent == "Text").Click();
        var painted = JSInterop.Invocations["preferenceConsole.paint"][^1].Arguments;
        Assert.Contains("The library is open", Assert.IsType<string>(painted[1]), StringComparison.Ordinal);
    }

    private static IEnumerable<string?> Expanded(IRenderedComponent<TemplateResult> shown) =>
        shown.FindAll(".found li > button").Take(3).Select(b => b.GetAttribute("aria-expanded"));

    private string Tag(CheckedTemplate result) =>
        Render<VerdictTag>(p => p.Add(v => v.Result, result)).Find(".tag").ClassList.Single(c => c != "tag");

    private static CheckedTemplate Checked(Sample sample)
    {
        var report = sample.Check();
        var found = FindingGroup.Of(report);
        return new CheckedTemplate(report, found, MessagePreview.Of(sample.Bytes, report.Stage, found));
    }
}
