using PreferenceCenter.Domain;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Domain;

/// <summary>Tests that what people write on leaving is passed on without how to reach them.</summary>
public sealed class LeaveCommentTests
{
    [Theory]
    [InlineData("write to john.roe@private.example or +353 86 555 0102, thanks", "write to … or …, thanks")]
    [InlineData("ann@x.example", "…")]
    [InlineData("(01) 234-5678/9 please", "(… please")]
    [InlineData("Too many: 3 a week since 2024, 12 in May", "Too many: 3 a week since 2024, 12 in May")]
    [InlineData("اتصلوا بي ٠١٢٣٤٥٦٧٨", "اتصلوا بي …")]
    public void Addresses_and_long_numbers_are_left_out(string comment, string shown) =>
        Assert.Equal(shown, LeaveComment.Anonymous(comment));
}
