using PreferenceCenter.Benchmarks.Processes;
using PreferenceCenter.Data;

namespace PreferenceCenter.Benchmarks.Databases;

/// <summary>Where a database is: in a file, or on the benchmarks' own server.</summary>
internal abstract class Place
{
    public abstract DatabaseProvider Provider { get; }
    public abstract string ConnectionString { get; }

    public abstract Database Open();

    /// <summary>All of it once more, for somebody to change.</summary>
    public abstract Task<Place> CopyAsync(CancellationToken cancel);

    /// <summary>
    /// What many changes left to be done later is done now, so that nobody pays for it while being measured.
    /// </summary>
    public abstract Task SettleAsync(CancellationToken cancel);

    /// <summary>Done with: its room on the disk is wanted.</summary>
    public abstract Task DropAsync(CancellationToken cancel);

    /// <summary>Whatever of it is not in the process that serves.</summary>
    public abstract IReadOnlyList<Unmerge> Parts { get; }
}
