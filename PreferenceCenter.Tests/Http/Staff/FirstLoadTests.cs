using PreferenceCenter.Benchmarks.Measures;
using PreferenceCenter.Benchmarks.Product;
using PreferenceCenter.Domain;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http.Staff;

/// <summary>Tests how much the console's first page brings along: the benchmarks' row, in each run of the tests.</summary>
public sealed class FirstLoadTests
{
    [Fact]
    public async Task The_console_comes_to_a_new_browser_in_150_kilobytes()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var center = await StaffCenter.StartAsync();
        using var auditor = new Visitor(center.Web.Address.Port);
        await auditor.SignInAsync(StaffCenter.AddressOf(StaffRole.Auditor), cancel);
        var files = await auditor.LoadAsync(FirstLoadMeasure.Page, cancel);
        var told = string.Join('\n', files.Select(file => Invariant($"{file.Value, 7} {file.Key}")));
        Assert.True(files.Keys.Count(f => f.EndsWith(".js", StringComparison.Ordinal)) == 3, told);
        Assert.True(files.Keys.Count(f => f.EndsWith(".css", StringComparison.Ordinal)) >= 2, told);
        Assert.True(FirstLoadMeasure.Kilobytes.IsMet(files.Values.Sum() / 1000.0), told);
    }
}
