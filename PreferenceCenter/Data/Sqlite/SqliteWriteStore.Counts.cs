using PreferenceCenter.Domain;

namespace PreferenceCenter.Data.Sqlite;

// Adding to the counts by day.
internal sealed partial class SqliteWriteStore
{
    internal static readonly string AddTopicDaySql = $"""
        INSERT INTO "TopicDays" ("Day", "Topic", "Slot", {CountSql.Join(", ", c => $"\"{c}\"")})
        VALUES (@day, @topic, @slot, {CountSql.Join(", ", c => $"@{CountSql.Parameter(c)}")})
        ON CONFLICT ("Day", "Topic", "Slot") DO UPDATE SET {CountSql.Join(
            ", ",
            c => $"\"{c}\" = \"{c}\" + excluded.\"{c}\""
        )}
        """;
    internal const string AddFormDaySql = """
        INSERT INTO "FormDays" ("Day", "Form", "Slot", "Submitted", "Confirmed") VALUES (@day, @form, @slot, @submitted, @confirmed)
        ON CONFLICT ("Day", "Form", "Slot") DO UPDATE SET "Submitted" = "Submitted" + excluded."Submitted", "Confirmed" = "Confirmed" + excluded."Confirmed"
        """;
    internal const string AddLanguagePeopleSql = """
        INSERT INTO "LanguagePeople" ("Language", "Slot", "People") VALUES (@language, @slot, @people)
        ON CONFLICT ("Language", "Slot") DO UPDATE SET "People" = "People" + excluded."People"
        """;

    private void WriteCounts(WriteSet set)
    {
        foreach (var (day, topic, counts) in set.TopicDays)
            this[AddTopicDaySql]
                .With("@day", day)
                .With("@topic", topic)
                .With("@slot", Slot)
                .With("@gainedByForm", counts[(int)DayCount.GainedByForm])
                .With("@gainedByPage", counts[(int)DayCount.GainedByPage])
                .With("@gainedByImport", counts[(int)DayCount.GainedByImport])
                .With("@gainedByApi", counts[(int)DayCount.GainedByApi])
                .With("@gainedByStaff", counts[(int)DayCount.GainedByStaff])
                .With("@gainedByReturn", counts[(int)DayCount.GainedByReturn])
                .With("@lostByOneClick", counts[(int)DayCount.LostByOneClick])
                .With("@lostByPage", counts[(int)DayCount.LostByPage])
                .With("@lostByEmail", counts[(int)DayCount.LostByEmail])
                .With("@lostByComplaint", counts[(int)DayCount.LostByComplaint])
                .With("@lostByBounce", counts[(int)DayCount.LostByBounce])
                .With("@lostByErasure", counts[(int)DayCount.LostByErasure])
                .With("@lostByRetention", counts[(int)DayCount.LostByRetention])
                .With("@lostByOthers", counts[(int)DayCount.LostByOthers])
                .With("@tooMany", counts[(int)DayCount.TooMany])
                .With("@notRelevant", counts[(int)DayCount.NotRelevant])
                .With("@neverAsked", counts[(int)DayCount.NeverAsked])
                .With("@otherReason", counts[(int)DayCount.OtherReason])
                .With("@choseMonthly", counts[(int)DayCount.ChoseMonthly])
                .With("@choseWeekly", counts[(int)DayCount.ChoseWeekly])
                .With("@choseDaily", counts[(int)DayCount.ChoseDaily])
                .With("@choseEvery", counts[(int)DayCount.ChoseEvery])
                .With("@paused", counts[(int)DayCount.Paused])
                .Run();
        foreach (var form in set.FormDays)
            this[AddFormDaySql]
                .With("@day", form.Day)
                .With("@form", form.Form)
                .With("@slot", Slot)
                .With("@submitted", form.Submitted)
                .With("@confirmed", form.Confirmed)
                .Run();
        foreach (var (language, people) in set.LanguagePeople)
            this[AddLanguagePeopleSql].With("@language", language).With("@slot", Slot).With("@people", people).Run();
    }
}
