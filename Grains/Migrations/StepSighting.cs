namespace Krewe.Grains.Migrations;

/// <summary>What a pool sees of the replica of a step.</summary>
internal enum StepSighting
{
    /// <summary>The pool has no such replica.</summary>
    Missing,

    /// <summary>It has a lease and is not ready.</summary>
    Held,

    /// <summary>It takes requests.</summary>
    Ready,

    /// <summary>It took requests, and has not answered since it was asked last: nothing goes on and nothing is given up on that account.</summary>
    Silent,

    /// <summary>Its model server ends again and again, or does not answer.</summary>
    Failing,

    /// <summary>It was told to stop, by whomever.</summary>
    Leaving,

    /// <summary>Its model was deleted or has another spec: it is not wanted so any more.</summary>
    Unwanted,
}
