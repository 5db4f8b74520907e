using System.Text;
using System.Text.RegularExpressions;

namespace PreferenceCenter.Subscriptions.Imports;

/// <summary>
/// Words by which names of columns and cells say that somebody must not be emailed, in the languages of the pages and of
/// the other countries of the European Union and its neighbours. No such list is complete: <see cref="UnreadColumn"/> looks at the form of the cells too.
/// </summary>
internal static partial class OutWords
{
    private const int LongestWord = 40;
    private const int Short = 128;
    private const string Between = ",;|\n";

    // Parts of a name, written as one word. Those of permission and standing are here too: their "no" is an opt-out.
    private static readonly string[] PartsOfNames = Folded(
        """
        unsub optout optedout optin optedin optoff signoff signedoff blacklist blocklist blocked bounce complain spam junk
        abuse suppress withdr revok objected objection cancel remov delet inactiv donot noemail nomail nomarketing
        nonewsletter nocontact mailoff emailoff undeliver deliverab invalid unreach quarantin banned churn expired disabled
        deactivat archived exclud reject refus declin denied erased terminat stopped paused acceptsmarketing acceptsemail
        acceptmarketing isactive isenabled mailable emailable contactable allowemail allowmail allowmarketing status
        """,
        """
        abgemeld abmeld abbestell ausgetrag austrag austritt ausgetret sperr widerruf widerspr gekuendigt gekündigt kündigung
        kuendigung gelöscht geloescht löschung inaktiv deaktiv unzustell beschwerde keinewerbung keinnewsletter keineemail
        keinemail
        """,
        """
        désabonn désinscri résili bloqué supprim plainte rebond opposition opposé rétract retiré révoqu désactiv statut
        """,
        "desuscri dadodebaja rebot queja retirad revoca oposici eliminad desactiv rechaz bloquead",
        "disiscri disdett cancellat bloccat rimbalz reclam segnalaz rifiut opposizi inattiv disattiv ritirat",
        "отпис отказ заблок блокир удал отозв отзыв жалоб спам недостав неактив отмен возраж исключ статус",
        "إلغاء ألغ ملغ حظر محظور شكوى شكاو مرتد ارتداد انسحاب سحب رفض اعتراض محذوف حذف مزعج غيرنشط حالة",
        """
        uitgeschr uitschr afgemeld opgezegd geblokkeerd ingetrokken klacht bezwaar descadastr desinscrev inativ
        avregistr avanmäl avprenumer avbeställ spärr återkall afmeld frameld spærr blokeret avmeld blokkert
        odhláš odhlás zablokov neaktiv zrušen odvolan námitk stížnost sťažnos odjav odbij blokiran prigovor otkaz preklic
        wypisa rezygn nieaktywn sprzeciw cofnięt dezabon blocat leiratkoz leirat letilt tiltakoz visszavon panasz
        peruut peruttu estetty poistettu kieltäny loobun tühistat blokeerit mitteaktiiv atrakst bloķēt atsauk atsisak
        užblok neaktyv atšauk iptal engellen şikayet
        """,
        "απεγγραφ διαγραφ διεγραφ αποκλεισ ανενεργ ανακλησ καταγγελ εναντιωσ відпис відмов видален відклик скарг изтрит възраж оттегл"
    );

    // Words that are parts of harmless ones: they count alone.
    private static readonly HashSet<string> WordsOfNames =
    [
        .. Folded(
            """
            dnc dnm dne dont left out stop active subscribed enabled quit aktiv actif active abonné abonnée activo suscrito
            baja attivo iscritto активен подписан نشط مشترك
            """
        ),
    ];

    // The beginning of a cell that says so whatever follows.
    private static readonly string[] Beginnings = Folded(
        """
        unsub optout optedout blocklist blacklist hardbounc softbounc suppress complain donotmail donotemail donotcontact
        donotsend abgemeldet ausgetragen widerruf widersproch gesperrt desabonn desinscri desuscri disiscri отписа
        заблокирован الغاءالاشتراك ألغىالاشتراك uitgeschreven afgemeld afmeldt frameldt avmeldt avregistr avanmäl avprenumer
        descadastr odhlášen odhlásen odjav wypisan dezabon leiratkoz peruutettu peruuttanut loobun atrakst atsisak
        απεγγραφ διαγραφ відписа
        """,
        """
        noemail nomail nonewsletter nomarketing nomoreemail nomoremail nomorenewsletter donotwrite dontemail dontmail
        dontcontact dontsend pleasedonot pleasedont stopemail stopmail keinemail keineemail keinewerbung keinnewsletter
        keinenewsletter keinemehr pasdemail pasdemail pasdenewsletter pasdepub plusdemail noenviar nocorreo nomascorreo
        nonscrivere nonmandare nienteemail nienteemail nientenewsletter неприсыл неотправл неписать безрассыл
        geenmail geenemail geennieuws ingenmail ingenemail ingenreklam eisähköpost nieprzysyłać nieposílat neposílat neposielať
        """
    );

    private static readonly HashSet<string> WholeCells =
    [
        .. Folded(
            """
            bounced bounce spam junk abuse blocked banned inactive deleted removed cancelled canceled withdrawn revoked
            objected dnc invalid undeliverable cleaned disabled deactivated left archived quit nonsubscribed notsubscribed
            nonmarketingcontact contactflaggedasspam markedasspam spamreport expired
            """,
            "gelöscht geloescht gekündigt gekuendigt inaktiv deaktiviert unzustellbar abbestellt beschwerde",
            """
            bloqué bloquée supprimé supprimée inactif inactive rebond plainte résilié résiliée refusé opposé retiré désactivé
            """,
            """
            baja debaja dadodebaja dadadebaja bloqueado bloqueada rebotado rebote eliminado eliminada inactivo inactiva
            cancelado cancelada rechazado revocado queja
            """,
            """
            bloccato bloccata cancellato cancellata inattivo inattiva rimbalzato revocato revocata rifiutato eliminato
            disattivato
            """,
            "удален удалена удалён удалено отказ отозвано неактивен неактивна спам жалоба недоставлено",
            "ملغى محظور محذوف مرتد غيرنشط شكوى",
            """
            geblokkeerd inactief verwijderd opgezegd ingetrokken bezwaar cancelado inativo inativa removido blokeret spærret
            slettet klage spärrad blockerad raderad borttagen avbeställd blokkert sperret blokován zablokovaný zablokován
            neaktivní neaktívny smazán vymazaný zrušen zrušený blokiran blokirana neaktivan neaktivna neaktiven izbrisan
            izbrisana odbijen zablokowany nieaktywny usunięty rezygnacja blocat inactiv șters retras letiltva letiltott inaktív
            törölt törölve panasz estetty poistettu peruttu blokeeritud kustutatud bloķēts neaktīvs dzēsts užblokuotas
            neaktyvus ištrintas iptal engellendi pasif silindi ayrıldı
            """,
            "αποκλεισμένος αποκλεισμενη ανενεργός ανενεργή διαγραμμένος заблокований неактивний видалений скарга изтрит блокиран неактивен оттеглено"
        ),
    ];

    /// <summary>The name of a column speaks of who is out, or of who may be emailed.</summary>
    public static bool IsName(string name)
    {
        var letters = Fold(name);
        return Array.Exists(PartsOfNames, part => letters.Contains(part, StringComparison.Ordinal))
            || Word().Split(name).Any(word => WordsOfNames.Contains(Fold(word)));
    }

    /// <summary>A cell says by itself that somebody is out.</summary>
    /// <remarks>Tags, groups and lists are several words in one cell: each counts by itself.</remarks>
    public static bool IsCell(string cell)
    {
        if (IsOne(cell))
            return true;
        var rest = cell.AsSpan();
        if (!rest.ContainsAny(Between))
            return false;
        foreach (var part in rest.SplitAny(Between))
            if (rest[part].Trim() is { Length: > 0 and <= LongestWord } one && IsOne(one.ToString()))
                return true;
        return false;
    }

    private static bool IsOne(string cell) =>
        cell.Length <= LongestWord
        && Fold(cell) is { Length: > 2 } letters
        && (
            WholeCells.Contains(letters)
            || Array.Exists(Beginnings, word => letters.StartsWith(word, StringComparison.Ordinal))
        );

    /// <summary>The letters alone, small and without accents.</summary>
    public static string Fold(string text)
    {
        if (!Ascii.IsValid(text))
            text = text.Normalize(NormalizationForm.FormD);
        var letters = text.Length <= Short ? stackalloc char[Short] : new char[text.Length];
        var count = 0;
        foreach (var c in text)
            if (char.IsLetter(c))
                letters[count++] = char.ToLowerInvariant(c);
        return new string(letters[..count]);
    }

    private static string[] Folded(params string[] lists) =>
        [.. lists.SelectMany(list => list.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Select(Fold)];

    [GeneratedRegex(@"[^\p{L}\p{M}]+|(?<=\p{Ll})(?=\p{Lu})")]
    private static partial Regex Word();
}
