using System.Text.RegularExpressions;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Features.Console;

/// <summary>
/// Tests the sources of the console's components: every button that acts is busy while it works, and every act is sent
/// by a form with a key.
/// </summary>
public sealed partial class BusyFormTests
{
    // The frame of a button and of a question, and what only opens and closes.
    private static readonly string[] Frames =
    [
        "BusyButton.razor",
        "ConfirmDialog.razor",
        "KeysDialog.razor",
        "LaterDialog.razor",
        "TopicBoard.razor",
    ];

    // They name the version of the draft or topic that was seen: sent again, they find another one and do nothing. A
    // topic that is merged is merged.
    private static readonly string[] OnceBySight =
    [
        .. ConsoleActs.Names.Where(n =>
            n.StartsWith("TopicEditService.", StringComparison.Ordinal)
            || n.StartsWith("TopicMergeService.", StringComparison.Ordinal)
            || n.StartsWith("TopicsService.", StringComparison.Ordinal)
            || n.StartsWith("NoticeEditService.", StringComparison.Ordinal)
            || n.StartsWith("FormEditService.", StringComparison.Ordinal)
            || n.StartsWith("FormsService.", StringComparison.Ordinal)
            || n.StartsWith("TranslationsService.", StringComparison.Ordinal)
        ),
    ];

    private static readonly (string Name, string Source)[] Components =
    [
        .. Directory
            .EnumerateFiles(
                Path.Combine(Repository.Root, "PreferenceCenter", "Features", "Console"),
                "*.razor",
                SearchOption.AllDirectories
            )
            .Select(path => (Path.GetFileName(path), File.ReadAllText(path))),
    ];

    [Fact]
    public void Every_button_is_busy_while_it_works() =>
        Assert.Empty(
            Components
                .Where(c => !Frames.Contains(c.Name))
                .SelectMany(c => Plain().Matches(c.Source).Select(m => $"{c.Name}: {m.Value}"))
        );

    // A button that asks first makes the key of its press itself.
    [Fact]
    public void Every_act_is_sent_by_a_form_with_a_key()
    {
        var acts = string.Join('|', ConsoleActs.Names.Except(OnceBySight).Select(n => n.Split('.')[1]).Distinct());
        Assert.Empty(
            Components.SelectMany(c =>
                Regex
                    .Matches(c.Source, $@"\b(?:Service|Desk|Work)\.(?:{acts})\((?!sent\.Ticket|sending\b)[^,)]*")
                    .Select(m => $"{c.Name}: {m.Value}")
            )
        );
    }

    // MudBlazor's button with a press of its own, or one that sends a form; not one that closes its dialog.
    [GeneratedRegex(@"<MudButton[^>]*(?:OnClick=(?!""\(\) => Dialog\.)|ButtonType\.Submit)[^>]*>")]
    private static partial Regex Plain();
}
