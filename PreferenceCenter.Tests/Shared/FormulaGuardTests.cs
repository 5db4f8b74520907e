using CsCheck;
using PreferenceCenter.Shared.Csv;
using Xunit;

namespace PreferenceCenter.Tests.Shared;

/// <summary>Tests that no cell of ours becomes a formula, and that what is put before one can be taken away.</summary>
public sealed class FormulaGuardTests
{
    [Theory]
    [InlineData("Ann, B.", "Ann, B.")]
    [InlineData("List-Unsubscribe=One-Click", "List-Unsubscribe=One-Click")]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\tx", "'\tx")]
    [InlineData("\rx", "'\rx")]
    [InlineData("＝1", "'＝1")]
    [InlineData("'=1", "''=1")]
    [InlineData("a;=cmd|'/C calc'!A0;b", "a;'=cmd|'/C calc'!A0;b")]
    [InlineData("a,-1\t@x\n+2", "a,'-1\t'@x\n'+2")]
    [InlineData("a;\"=1\"", "a;\"'=1\"")]
    [InlineData("a;''=1", "a;'''=1")]
    public void A_formula_is_defused_behind_whatever_parts_cells(string cell, string written)
    {
        Assert.Equal(written, FormulaGuard.Add(cell));
        Assert.Equal(cell, FormulaGuard.Remove(written));
    }

    [Fact]
    public void What_was_added_can_be_taken_away() =>
        Gen.OneOf("=+-@'\";,\t\r\n|a ＝".ToCharArray())
            .Array[0, 12]
            .Sample(text =>
            {
                var cell = new string(text);
                Assert.Equal(cell, FormulaGuard.Remove(FormulaGuard.Add(cell)));
                Assert.DoesNotMatch("(^|[;,\t\r\n|\"])[=+\\-@＝]", FormulaGuard.Add(cell));
            });

    [Fact]
    public void Every_cell_is_in_quotes()
    {
        var text = new StringWriter();
        CsvText.WriteRow(text, "a", null, "b \"c\"", "a;=1");
        Assert.Equal("\"a\",\"\",\"b \"\"c\"\"\",\"a;'=1\"\r\n", text.ToString());
    }
}
