using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http.TwoMachines;

/// <summary>Tests what the doctor says of a database that two nodes write to, each its own log.</summary>
[Trait(PostgresCases.Trait, PostgresCases.PostgreSql)]
public sealed class DoctorOfTwoMachinesTests
{
    [Fact]
    public async Task It_looks_at_the_clock_of_every_log()
    {
        await using var machines = await Machines.NewAsync(2);
        await machines.StartAsync(0);
        await machines.StartAsync(1);
        Assert.Equal(200, await machines.LeaveAsync(0, 0));
        Assert.Equal(200, await machines.LeaveAsync(1, 1));
        foreach (var machine in (int[])[0, 1])
        {
            var (_, output) = await machines.RunAsync(machine, "doctor");
            Assert.Contains("pass  clock  ", output, StringComparison.Ordinal);
            Assert.DoesNotContain("could not be looked at", output, StringComparison.Ordinal);
        }
    }
}
