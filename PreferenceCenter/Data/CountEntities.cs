using Microsoft.EntityFrameworkCore;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Data;

/// <summary>
/// What happened to a topic on a day of the site, as one log counts it: a column for each <see cref="DayCount"/>. It
/// names nobody, and stays when somebody is erased.
/// </summary>
[PreparedStatements("every change adds to it")]
internal sealed class TopicDayRow
{
    /// <summary>Number of the day: days since 1 January of the year 1.</summary>
    public int Day { get; set; }

    /// <summary>Number of the topic; 0 counts people, whatever their topics.</summary>
    public long Topic { get; set; }

    /// <summary>The log whose events it counts: two nodes never wait for each other's rows.</summary>
    public int Slot { get; set; }
}

/// <summary>
/// How often a form was sent on a day, and by how many of these the mailbox confirmed it. Sign-ups that nobody answers
/// are deleted, so the log cannot tell it.
/// </summary>
[PreparedStatements("a public form adds to it, an emailed link too")]
internal sealed class FormDayRow
{
    public int Day { get; set; }
    public string Form { get; set; } = "";
    public int Slot { get; set; }
    public long Submitted { get; set; }
    public long Confirmed { get; set; }
}

/// <summary>
/// How many people who have a topic on read a language. It has no days: the log tells no language, so one of few would
/// be found in it by the day.
/// </summary>
[PreparedStatements("many changes add to it")]
internal sealed class LanguagePeopleRow
{
    public string Language { get; set; } = "";
    public int Slot { get; set; }
    public long People { get; set; }
}

/// <summary>
/// A recount of the log, with the time zone of its days. The next one has the next number, so none is added twice.
/// </summary>
internal sealed class RecountRow
{
    public long Number { get; set; }
    public string Zone { get; set; } = "";
}

/// <summary>The tables of counts in the model.</summary>
internal static class CountModel
{
    public static void AddCounts(this ModelBuilder model)
    {
        model.Entity<TopicDayRow>(e =>
        {
            e.ToTable("TopicDays")
                .HasKey(d => new
                {
                    d.Day,
                    d.Topic,
                    d.Slot,
                });
            foreach (var column in Enum.GetNames<DayCount>())
                e.Property<long>(column);
        });
        model.Entity<FormDayRow>(e =>
            e.ToTable("FormDays")
                .HasKey(d => new
                {
                    d.Day,
                    d.Form,
                    d.Slot,
                })
        );
        model.Entity<LanguagePeopleRow>(e => e.ToTable("LanguagePeople").HasKey(l => new { l.Language, l.Slot }));
        model.Entity<RecountRow>(e =>
        {
            e.ToTable("Recounts").HasKey(r => r.Number);
            e.Property(r => r.Number).ValueGeneratedNever();
        });
    }
}
