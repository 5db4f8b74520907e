using Microsoft.EntityFrameworkCore;
using PreferenceCenter.Data;

namespace PreferenceCenter.Staff;

/// <summary>
/// Who of the staff stands behind which account: whoever gave it, raised it or reset it, whoever did so for them, and so
/// on. Two accounts are two people only where no account stands behind both; an account stands behind itself. What the
/// operator gives on the machine has nobody of the staff behind it.
/// </summary>
internal sealed class StaffOrigins
{
    private readonly ILookup<Guid, Guid> givers;

    private StaffOrigins(ILookup<Guid, Guid> givers) => this.givers = givers;

    public static StaffOrigins Read(CenterContext context) =>
        new(context.StaffGivers.AsNoTracking().AsEnumerable().ToLookup(g => g.ActorId, g => g.GivenBy));

    public bool AreIndependent(Guid one, Guid other) => !Behind(one).Overlaps(Behind(other));

    private HashSet<Guid> Behind(Guid account)
    {
        HashSet<Guid> found = [account];
        var open = new Queue<Guid>(found);
        while (open.TryDequeue(out var next))
            foreach (var giver in givers[next])
                if (found.Add(giver))
                    open.Enqueue(giver);
        return found;
    }
}
