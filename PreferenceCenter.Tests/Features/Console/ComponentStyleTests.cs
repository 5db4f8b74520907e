using System.Text.RegularExpressions;
using PreferenceCenter.Features.Console;
using PreferenceCenter.Shared.Theme;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Features.Console;

/// <summary>
/// Tests that the style sheet of components is cut where nobody misses anything. The classes of all pages and dialogs as
/// they stand in a browser are looked at together with axe.
/// </summary>
public sealed partial class ComponentStyleTests
{
    private static readonly string Sources = Path.Combine(Repository.Root, "PreferenceCenter");

    [Theory]
    [InlineData(".mud-badge{a:b}.mud-button{a:b}", ".mud-button{a:b}")]
    [InlineData(".mud-button,.mud-badge:hover,.mud-badge-x .y{a:b}", ".mud-button{a:b}")]
    [InlineData(".mt-sm-4,.d-xxl-none,.mt-4{a:b}", ".mt-4{a:b}")]
    [InlineData(".mud-button:not(.mud-badge,.x),.y{a:b}", ".mud-button:not(.mud-badge,.x),.y{a:b}")]
    [InlineData(":is(.mud-badge,.x).y{a:b}", ":is(.mud-badge,.x).y{a:b}")]
    [InlineData("@media(x){.mud-badge{a:b}}@media(y){.mud-badge{a:b}.x{a:b}}", "@media(y){.x{a:b}}")]
    [InlineData(
        "@keyframes mud-badge{0%{a:b}}@charset \"}\";.x{a:\"{;\"}",
        "@keyframes mud-badge{0%{a:b}}@charset \"}\";.x{a:\"{;\"}"
    )]
    [InlineData(".mud-badger,.mud-navigation,.mt-small{a:b}", ".mud-badger,.mud-navigation,.mt-small{a:b}")]
    public void A_rule_goes_with_its_last_selector(string css, string cut) =>
        Assert.Equal(cut, ComponentStyle.Cut(css));

    [Fact]
    public void Of_the_sheet_every_other_class_stays()
    {
        var whole = StyleSheet.Read("mud.css");
        var cut = ComponentStyle.Cut(whole);
        Assert.InRange(cut.Length, whole.Length / 5, whole.Length * 6 / 10);
        Assert.Equal(cut.Count(c => c == '{'), cut.Count(c => c == '}'));
        Assert.Equal(cut, ComponentStyle.Cut(cut));
        // Named only together with what is left out: .mud-drawer .mud-x.
        var lost = ClassesOf(whole).Except(ClassesOf(cut)).Where(c => !ComponentStyle.IsLeftOut(c));
        Assert.DoesNotContain(lost, name => Used().IsMatch(name));
    }

    [Fact]
    public void Nothing_that_is_left_out_is_used_here()
    {
        var files = Directory
            .EnumerateFiles(Sources, "*", SearchOption.AllDirectories)
            .Where(f => Path.GetExtension(f) is ".razor" or ".cs" or ".css" or ".js")
            .Where(f =>
                !f.Contains("/obj/", StringComparison.Ordinal) && !f.Contains("/bin/", StringComparison.Ordinal)
            )
            .Where(f => Path.GetFileName(f) != "ComponentStyle.cs");
        var (components, faults) = (0, new List<string>());
        foreach (var file in files)
        {
            var text = File.ReadAllText(file);
            faults.AddRange(
                Words().Matches(text).Select(w => w.Value).Where(ComponentStyle.IsLeftOut).Select(w => $"{file}: {w}")
            );
            foreach (var name in Components().Matches(text).Select(c => c.Groups[1].Value))
            {
                components++;
                if (Capitalised().Matches(name).Any(w => ComponentStyle.IsLeftOut("mud-" + w.Value.ToLowerInvariant())))
                    faults.Add($"{file}: Mud{name}");
            }
        }
        Assert.True(components > 20, $"{components} components");
        Assert.Empty(faults);
    }

    private static HashSet<string> ClassesOf(string css) => [.. Classes().Matches(css).Select(c => c.Groups[1].Value)];

    [GeneratedRegex(@"\.([a-zA-Z_][\w-]*)")]
    private static partial Regex Classes();

    [GeneratedRegex(
        "^mud-(button-[^dy]|icon-button|menu|list|popover|overlay|dialog|tab|tabs|panel|paper|table|data-grid|input|select(?!ed))"
    )]
    private static partial Regex Used();

    [GeneratedRegex("[a-z][a-z0-9]*(-[a-z0-9]+)+")]
    private static partial Regex Words();

    [GeneratedRegex("<Mud([A-Za-z]+)")]
    private static partial Regex Components();

    [GeneratedRegex("[A-Z][a-z]*")]
    private static partial Regex Capitalised();
}
