using System.Text.RegularExpressions;

namespace PreferenceCenter.Subscriptions.Imports;

/// <summary>
/// A column that nobody reads, and what the rows that would subscribe somebody hold in it. It may say who is out by its
/// name, by the words of its cells, or by their form: answers of yes and no, or times that only some rows have.
/// </summary>
/// <param name="byFormToo">Nobody declared that the file's other columns say nothing of the kind.</param>
internal sealed partial class UnreadColumn(int place, string name, bool byFormToo)
{
    private static readonly HashSet<string> Nothing = Words(""" - – — null nil none n/a #n/a \N [] {} 0000-00-00 """);

    private static readonly HashSet<string> Answers = Words(
        """
        true false yes no wahr falsch ja nein vrai faux oui non verdadero falso sí vero sì истина ложь да нет صحيح خطأ نعم لا
        nee nej nei sim não ano áno ne tak nie da igen nem ναι όχι не kyllä ei jah jā nē taip evet hayır так ні
        """
    );

    // These stand for much else too: alike in all rows, they say nothing.
    private static readonly HashSet<string> Marks = Words("0 1 t f y n j o s x si on off ✓ ✔ ✗ ✘");

    private static readonly DateTimeOffset AnyTime = new(9000, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly bool named = OutWords.IsName(name);
    private readonly bool ofOtherTimes = OtherTime().IsMatch(OutWords.Fold(name));
    private readonly bool ofWordings = Wording().IsMatch(OutWords.Fold(name));
    private long filled;
    private long empty;
    private bool worded;
    private bool answers = true;
    private bool answered;
    private bool times = true;
    private bool differ;
    private string? first;

    public int Place => place;
    public string Name => name;

    /// <summary>Whether the cells seen so far may say who is out.</summary>
    public bool MayTell =>
        worded
        || (named && filled > 0)
        || (
            byFormToo
            && filled > 0
            && ((answers && !ofWordings && (answered || differ || empty > 0)) || (times && empty > 0 && !ofOtherTimes))
        );

    public void Note(string cell)
    {
        if (cell.Length == 0 || Nothing.Contains(cell))
        {
            empty++;
            return;
        }
        filled++;
        worded = worded || OutWords.IsCell(cell);
        differ = differ || !(first ??= cell).Equals(cell, StringComparison.OrdinalIgnoreCase);
        if (answers)
        {
            // Alone and in capitals it is Norway.
            var answer = Answers.Contains(cell) && cell != "NO";
            answered = answered || answer;
            answers = answer || cell == "NO" || Marks.Contains(cell);
        }
        times = times && IsTime(cell);
    }

    private static HashSet<string> Words(string words) =>
        new(words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries), StringComparer.OrdinalIgnoreCase);

    private static bool IsTime(string cell) =>
        Numbers().IsMatch(cell)
        || ConsentTime.TryRead(cell, AnyTime, out _, out var why)
        || why != Faults.FaultCode.NotTime;

    [GeneratedRegex(@"^\d{1,4}[-./]\d{1,2}[-./]\d{1,4}\.?(?:[ ,T].*)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Numbers();

    // A column of evidence with its name misspelt: "Yes" is a wording there.
    [GeneratedRegex("(?:te?xt|wording|statement)$", RegexOptions.CultureInvariant)]
    private static partial Regex Wording();

    // Times that many people lack and that say nothing of their standing; folded as names are.
    [GeneratedRegex(
        "birth|^dob$|bday|geburt|naissance|anniv|nacimiento|cumple|nascita|complean|рожд|ميلاد"
            + "|^last|^first|created|updated|modified|changed|order|purchase|visit|login|opened|clicked",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex OtherTime();
}
