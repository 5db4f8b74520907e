using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Journal;

namespace PreferenceCenter.Hosting;

/// <summary>
/// Checks at the start that the journal directory is that of this database. One of another database, or one that lacks
/// its journal, is a wrong setting: a new journal begun there would forget what the lost one knows.
/// </summary>
internal static class JournalAtStart
{
    public static SettingFault? Fault(IServiceProvider center)
    {
        try
        {
            return center.GetRequiredService<JournalRegistry>().DirectoryFault() is { } wrong
                ? new SettingFault(JournalRegistry.Setting, wrong)
                : null;
        }
        catch (InvalidDataException reason)
        {
            return new SettingFault(JournalRegistry.Setting, reason.Message);
        }
    }
}
