using Bunit;
using Microsoft.AspNetCore.Components;
using PreferenceCenter.Features.Console;
using PreferenceCenter.Features.Console.Home;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Features.Console;

/// <summary>Tests the list of what waits as a component: words and what stands behind them are told apart.</summary>
public sealed class HomePartsTests : ConsoleBunit
{
    [Fact]
    public void A_number_and_a_reference_do_not_stick_to_the_words_before_them()
    {
        var item = new WaitingItem("", new MarkupString("Erasure"), "/staff/requests/0123", new MarkupString("Open"))
        {
            Reference = "DSR-0002",
        };
        var list = Render<WaitingList>(p => p.Add(l => l.Items, new WaitingItems([item], 4)));
        Assert.Equal("Waiting for you 4", list.Find("h2").TextContent.Trim());
        Assert.Equal("Erasure DSR-0002", list.Find(".what").TextContent.Trim());
        Assert.NotNull(list.Find("p.rest a"));
    }
}
