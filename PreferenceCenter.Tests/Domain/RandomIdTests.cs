using PreferenceCenter.Domain;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Domain;

/// <summary>Tests that ids are random (version 4) and contain no time.</summary>
public sealed class RandomIdTests
{
    [Fact]
    public void An_id_is_random_of_version_4_and_tells_no_time()
    {
        var ids = Enumerable.Range(0, 1000).Select(_ => RandomId.New()).ToArray();
        Assert.All(ids, id => Assert.Equal((4, 8), (id.Version, id.Variant & 0xC)));
        Assert.Equal(ids.Length, ids.Distinct().Count());
        Assert.NotEqual(ids.Order(), ids);
    }
}
