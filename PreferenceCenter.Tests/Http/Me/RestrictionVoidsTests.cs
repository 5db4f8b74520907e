using PreferenceCenter.Tests.Http.SignUp;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http.Me;

/// <summary>Tests that a restriction on the person's own page voids what waited, as its page says.</summary>
[Trait("Requirement", "RTS-04")]
public sealed class RestrictionVoidsTests
{
    [DatabaseFact]
    public async Task A_sign_up_that_waited_starts_nothing_also_when_the_restriction_is_lifted()
    {
        await using var center = await SignUpCenter.StartAsync();
        var person = await center.SubscribeAsync(SignUpCenter.Address, [WebCenter.Events]);
        var question = await center.AskedAsync(SignUpCenter.Address, "news");
        var visitor = new Visitor(center);
        await visitor.OpenAsync(person);
        await visitor.PressAsync(await visitor.GetAsync("/me/restrict"), "restrict");
        var page = await center.Browser.PostAsync(question);
        Assert.DoesNotContain("Subscribed to", page.Text, StringComparison.Ordinal);
        await visitor.PressAsync(await visitor.GetAsync("/me/restrict"), "lift");
        await center.Browser.PostAsync(question);
        Assert.Equal("not-subscribed", center.Gate(person, "news"));
        Assert.Equal("allowed", center.Gate(person, "events"));
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task A_sign_up_of_afterwards_holds()
    {
        await using var center = await SignUpCenter.StartAsync();
        var person = await center.SubscribeAsync(SignUpCenter.Address, [WebCenter.Events]);
        var visitor = new Visitor(center);
        await visitor.OpenAsync(person);
        await visitor.PressAsync(await visitor.GetAsync("/me/restrict"), "restrict");
        await center.Browser.PostAsync(await center.AskedAsync(SignUpCenter.Address, "news"));
        await visitor.PressAsync(await visitor.GetAsync("/me/restrict"), "lift");
        Assert.Equal("allowed", center.Gate(person, "news"));
    }
}
