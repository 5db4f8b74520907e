using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Features.Doctor;

/// <summary>Tests the output format and exit codes of the <c>doctor</c> command.</summary>
public sealed class DoctorCommandTests
{
    [Fact]
    public async Task A_line_each_grade_first_and_one_failing_makes_it_a_fault()
    {
        await using var rig = await CommandRig.NewAsync();
        await using var dns = new DnsPeer().With("example.org", "v=spf1 mx -all");
        var run = await rig.RunAsync(
            "doctor",
            "--dns",
            dns.Address,
            "--Mail:From=service@example.org",
            "--Site:PublicUrl=http://127.0.0.1:1",
            "--Urls=http://127.0.0.1:1"
        );
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("pass  dns.spf  example.org: v=spf1 mx -all", run.Lines);
        Assert.All(run.Lines, line => Assert.Matches(@"^(pass|warn|fail)  [a-z_.-]+  \S", line));
        Assert.Equal("", run.Error);
    }

    [Theory]
    [InlineData("doctor --dns nowhere", "nowhere")]
    [InlineData("doctor --send-to nobody@", "nobody@")]
    [InlineData("doctor everything", "everything")]
    public async Task Wrong_usage_is_two(string typed, string why)
    {
        await using var rig = await CommandRig.NewAsync(topics: false);
        var run = await rig.RunAsync(typed.Split(' '));
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(why, run.Error, StringComparison.Ordinal);
    }
}
