using System.Globalization;

namespace PreferenceCenter.Templates.Styles;

/// <summary>Computes <c>calc()</c>, <c>min()</c>, <c>max()</c> and <c>clamp()</c> of values that are known.</summary>
internal struct CssMath
{
    private const int Deepest = 16;

    private readonly string text;
    private readonly Func<string, double?> unit;
    private int at;
    private int depth;

    private CssMath(string text, Func<string, double?> unit) => (this.text, this.unit) = (text, unit);

    /// <param name="unit">The value of a number with a unit; null where it is not known.</param>
    /// <returns>Null where something of it is not known.</returns>
    public static double? Of(string text, Func<string, double?> unit)
    {
        var math = new CssMath(text, unit);
        var value = math.Value();
        math.Space();
        return math.at == math.text.Length && value is { } number && double.IsFinite(number) ? number : null;
    }

    /// <summary>A number without a unit.</summary>
    public static double? Number(string? text) =>
        text is null ? null
        : text.Contains('(', StringComparison.Ordinal) ? Of(text, _ => null)
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number
        : null;

    private double? Sum()
    {
        var sum = Product();
        while (true)
        {
            Space();
            if (at >= text.Length || text[at] is not ('+' or '-'))
                return sum;
            var plus = text[at++] == '+';
            sum += (plus ? 1 : -1) * Product();
        }
    }

    private double? Product()
    {
        var product = Value();
        while (true)
        {
            Space();
            if (at >= text.Length || text[at] is not ('*' or '/'))
                return product;
            var times = text[at++] == '*';
            var factor = Value();
            product = times ? product * factor : product / factor;
        }
    }

    private double? Value()
    {
        Space();
        var start = at;
        while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] is '.' or '%' || Signs(start)))
            at++;
        var word = text[start..at];
        if (at >= text.Length || text[at] != '(')
            return Number(word) ?? (word.Length > 0 ? unit(word) : null);
        if (++depth > Deepest)
            return null;
        at++;
        var arguments = new List<double?>();
        do arguments.Add(Sum());
        while (at < text.Length && text[at] == ',' && ++at > 0);
        depth--;
        if (at >= text.Length || text[at++] != ')' || arguments.Contains(null))
            return null;
        return (word, arguments) switch
        {
            ("" or "calc", [var only]) => only,
            ("min", _) => arguments.Min(),
            ("max", _) => arguments.Max(),
            ("clamp", [var least, var wanted, var most]) => Math.Max(
                least!.Value,
                Math.Min(wanted!.Value, most!.Value)
            ),
            _ => null,
        };
    }

    private readonly bool Signs(int start) =>
        text[at] is '-' or '+' && (at == start || text[at - 1] is 'e' && char.IsAsciiDigit(text[start]));

    private void Space()
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
            at++;
    }
}
