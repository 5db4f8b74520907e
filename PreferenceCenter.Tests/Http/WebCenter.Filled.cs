namespace PreferenceCenter.Tests.Http;

internal sealed partial class WebCenter
{
    /// <summary>
    /// Over a copy of what <paramref name="fill"/> made of an empty centre when that name was first asked for. It makes
    /// no people: they belong to the keys of the centre that took them in.
    /// </summary>
    public static async Task<WebCenter> StartFilledAsync(
        string name,
        Func<WebCenter, Task> fill,
        IEnumerable<string>? settings = null
    )
    {
        var home = System.IO.Directory.CreateTempSubdirectory("preference-center-").FullName;
        var data = System.IO.Directory.CreateDirectory(Path.Combine(home, "data")).FullName;
        (await TestDatabase.NewAsync(data, name, FillAsync)).NoteIn(home);
        return await StartIn(home, settings ?? [], null, Owns.DirectoryAndDatabase);

        async Task FillAsync(TestDatabase empty)
        {
            var directory = System.IO.Directory.CreateTempSubdirectory("preference-center-").FullName;
            empty.NoteIn(directory);
            // The database is copied from, so it outlives the centre that filled it.
            await using var center = await StartIn(directory, [], null, Owns.Directory);
            await fill(center);
        }
    }
}
