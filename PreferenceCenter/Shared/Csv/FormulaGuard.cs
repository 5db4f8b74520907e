using System.Buffers;
using System.Text;

namespace PreferenceCenter.Shared.Csv;

/// <summary>
/// Keeps text from becoming a formula in a spreadsheet (OWASP, CSV injection): an apostrophe stands before a character
/// that begins one, at the start of a cell and behind everything that some spreadsheet takes for the end of a cell.
/// Where lists are parted by semicolons, Excel parts a file with commas at the semicolons inside its cells, and quotes
/// do not hold it. A text that has such an apostrophe already gets one more, so that taking them away gives the text
/// back.
/// </summary>
internal static class FormulaGuard
{
    private static readonly SearchValues<char> Begins = SearchValues.Create("=+-@＝＋－＠");
    private static readonly SearchValues<char> Suspicious = SearchValues.Create("=+-@＝＋－＠\t\r\n");

    public static string Add(string cell)
    {
        if (!cell.AsSpan().ContainsAny(Suspicious))
            return cell;
        var text = new StringBuilder(cell.Length + 2);
        for (var i = 0; i < cell.Length; i++)
        {
            if (StartsAt(cell, i) && MayBeFormula(cell.AsSpan(i), first: i == 0))
                text.Append('\'');
            text.Append(cell[i]);
        }
        return text.ToString();
    }

    public static string Remove(string cell)
    {
        if (!cell.Contains('\'', StringComparison.Ordinal) || !cell.AsSpan().ContainsAny(Suspicious))
            return cell;
        var text = new StringBuilder(cell.Length);
        for (var i = 0; i < cell.Length; i++)
            if (cell[i] != '\'' || !StartsAt(cell, i) || !MayBeFormula(cell.AsSpan(i), first: i == 0))
                text.Append(cell[i]);
        return text.ToString();
    }

    private static bool StartsAt(string cell, int at) =>
        at == 0 || cell[at - 1] is ';' or ',' or '\t' or '\r' or '\n' or '|' or '"';

    private static bool MayBeFormula(ReadOnlySpan<char> rest, bool first)
    {
        rest = rest.TrimStart('\'');
        return !rest.IsEmpty && (Begins.Contains(rest[0]) || (first && rest[0] is '\t' or '\r' or '\n'));
    }
}
