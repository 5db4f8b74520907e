using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Features.Imports;

/// <summary>Tests files that are not import files: refused as a whole before any row is read.</summary>
public sealed class ImportFileTests
{
    [DatabaseTheory(PostgresInLongTests = true)]
    [InlineData("", "empty")]
    [InlineData("mail,topics\nx,y\n", "no column email")]
    [InlineData("email|topics\nx|y\n", "separated by commas")]
    [InlineData("email,Email\nx,y\n", "twice")]
    [InlineData("\"email\n", "cannot be read")]
    public async Task A_header_that_is_none_stops_all(string csv, string why)
    {
        await using var rig = await CommandRig.NewAsync();
        var run = await rig.RunAsync("import", rig.Write("list.csv", csv));
        Assert.Equal((3, ""), (run.ExitCode, run.Out));
        Assert.Contains(why, run.Error);
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task Missing_files_and_reports_over_the_file_are_refused()
    {
        await using var rig = await CommandRig.NewAsync();
        var list = rig.Write("list.csv", "email\na@example.org\n");
        Assert.Equal(3, (await rig.RunAsync("import", Path.Combine(rig.Folder, "nothing.csv"))).ExitCode);
        Assert.Equal(3, (await rig.RunAsync("import", list, "--report", list)).ExitCode);
    }
}
