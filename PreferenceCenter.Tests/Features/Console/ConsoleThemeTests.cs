using CsCheck;
using MudBlazor.Utilities;
using PreferenceCenter.Features.Console;
using PreferenceCenter.Shared.Theme;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Features.Console;

/// <summary>Tests that the console's colours can be read, in light and dark, whatever the colour of the site.</summary>
public sealed class ConsoleThemeTests
{
    private static readonly string[] Grounds = ["ground", "surface", "sunken"];
    private static readonly string[] Statuses = ["bad", "warn", "good", "info", "violet", "brand"];

    [Fact]
    [Trait("Requirement", "A11-10")]
    public void The_house_colours_can_be_read() => Readable(null);

    [Fact]
    [Trait("Requirement", "A11-10")]
    public void Any_colour_an_organisation_has_can_be_read() =>
        Gen.Byte.Array[3].Sample(rgb => Readable("#" + Convert.ToHexStringLower(rgb)), iter: 500);

    private static void Readable(string? color)
    {
        foreach (var dark in new[] { false, true })
        {
            var tokens = ConsoleTheme.Tokens(color, dark);
            void Holds(string text, string on, double atLeast) =>
                Assert.True(
                    Contrast.Between(tokens[text], tokens[on]) >= atLeast,
                    Invariant($"{text} {Hex(tokens[text])} on {on} {Hex(tokens[on])}, dark: {dark}, site: {color}")
                );
            foreach (var ground in Grounds)
            {
                Holds("ink", ground, 7);
                Holds("soft", ground, 4.5);
                Holds("edge", ground, 3);
                foreach (var status in Statuses)
                    Holds(status, ground, 4.5);
            }
            foreach (var status in Statuses)
                Holds(status, status + "-tint", 4.5);
            Holds("soft", "neutral-tint", 4.5);
            Holds("soft", "brand-tint", 4.5);
            Holds("over", "brand", 4.5);
            Holds("ground", "bad", 4.5);
        }
    }

    private static string Hex(MudColor color) => color.ToString(MudColorOutputFormats.Hex);
}
