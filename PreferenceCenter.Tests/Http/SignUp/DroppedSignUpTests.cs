using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http.SignUp;

/// <summary>Tests the command <c>unsubscribe</c> for an address whose sign-up waits for its confirmation.</summary>
public sealed class DroppedSignUpTests
{
    private const string Dropped = "no subscriber; dropped the sign-up that waited for its confirmation\n";

    [DatabaseTheory]
    [InlineData("unsubscribe", SignUpCenter.Address)]
    [InlineData("unsubscribe", SignUpCenter.Address, "--topic", "news")]
    public async Task It_is_dropped_and_its_link_confirms_nothing(params string[] command)
    {
        await using var center = await SignUpCenter.StartAsync();
        var path = await center.AskedAsync(SignUpCenter.Address, "news", "events");
        Assert.Equal((Dropped, ""), Said(await center.RunAsync(command)));
        Assert.Equal(303, (await center.Browser.PostAsync(path)).Status);
        Assert.Null(center.FindPerson(SignUpCenter.Address));
        using var raw = center.Raw();
        // Nothing else is kept away: whoever signs up again is asked again.
        Assert.Equal(0, raw.Count("Suppressions"));
        Assert.Equal(3, (await center.RunAsync(command)).ExitCode);
        await center.Browser.PostAsync(await center.AskedAsync(SignUpCenter.Address, "news", "events"));
        Assert.Equal("allowed", center.Gate(SignUpCenter.Address, "news"));
    }

    [DatabaseFact]
    public async Task One_whose_email_waits_gets_none()
    {
        await using var center = await SignUpCenter.StartAsync();
        await center.SignUpAsync();
        var run = await center.RunAsync("unsubscribe", SignUpCenter.Address, "--json");
        Assert.Contains("\"signUpsDropped\":1", run.Done(), StringComparison.Ordinal);
        Assert.Empty(await center.MailsAsync());
    }

    [DatabaseFact]
    public async Task One_that_asks_for_other_topics_waits_on()
    {
        await using var center = await SignUpCenter.StartAsync();
        var path = await center.AskedAsync(SignUpCenter.Address, "news");
        Assert.Equal(3, (await center.RunAsync("unsubscribe", SignUpCenter.Address, "--topic", "events")).ExitCode);
        await center.Browser.PostAsync(path);
        Assert.Equal("allowed", center.Gate(SignUpCenter.Address, "news"));
    }

    [DatabaseFact]
    public async Task That_of_a_subscriber_goes_with_the_unsubscribe()
    {
        await using var center = await SignUpCenter.StartAsync();
        var person = await center.SubscribeAsync(SignUpCenter.Address, [WebCenter.News]);
        var path = await center.AskedAsync(SignUpCenter.Address, "events");
        Assert.Equal(
            ("left everything\ndropped the sign-up that waited for its confirmation\n", ""),
            Said(await center.RunAsync("unsubscribe", SignUpCenter.Address))
        );
        await center.Browser.PostAsync(path);
        Assert.False(center.StateOf(person)[WebCenter.Events].On);
    }

    private static (string, string) Said(Features.CommandRun run) => (run.Done(), run.Error);
}
