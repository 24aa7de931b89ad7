namespace Examlet.Storage;

/// <summary>Why the store cannot serve now. <see cref="None"/>: it can, or the exception is a defect of the
/// program.</summary>
public enum StoreFault
{
    None,

    /// <summary>
    /// The store is away: a server that does not answer, a file that cannot be opened, a disk that fails.
    /// </summary>
    Away,

    /// <summary>Another program has held it for too long.</summary>
    Busy,

    /// <summary>No room is left.</summary>
    Full,

    /// <summary>It can be read and not written.</summary>
    ReadOnly,

    /// <summary>What is stored is not what was written.</summary>
    Damaged,
}
