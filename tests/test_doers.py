"""Whether a name and the verb of another sentence are put together."""

from __future__ import annotations

from judged import (  # noqa: F401
    index,
    pytest_generate_tests,
    test_what_is_false_is_not_supported,
    test_what_is_true_is_supported,
)

ARTICLE = (
    "The meeting\n\n"
    "Cllr Reeve opened the meeting. Cllr Stokes moved that the toll be cut. Cllr Amery moved an "
    "amendment to keep it until May. He left early. Dr Ilves praised the divers, and Dr Roos "
    "thanked the cooks. Sgt Wray said that the pier was safe. Sgt Nash said that the crane was "
    "old. Ruben Falk sold the barge. Ada Prior bought a tug. The pump worked. The winch had been "
    "removed. The ferry of Elm was built in 1931 by Pete Malin.\n\n"
    "1. On the bridge were the mate, Jon Brandt, and the lookout, Eva Lind. The "
    "master, Captain Rhea Holt, was in her cabin.\n2. The tide was high. Nobody was hurt.\n\n"
    "Tarn Rovers beat Elm Town 5-4 to win the cup. In the doubles Ann Orr and Bo Lind defeated "
    "Ida Moe. In Westport Dermot Flood lost his seat to Una Carrick. Vahl succeeds Otto Grimm. "
    "Castor bought the saw maker Pollux from the Danish group Nordby. Gavin Pike was sentenced to "
    "four years. His brother Dean was acquitted. Angus Muir kept the light. He was dismissed in "
    "1871. His successor, Duncan Rae, stayed on. The vicar, Hugh Tarrant, leaves in August after a "
    "quarrel with the organist, Mabel Frost. A man who sued his neighbour, Carl Stone, must pay. "
    "Judge Moss said that Pike had shown no remorse. His lawyer, Felix Orr, said that he would "
    "appeal. Aldric I founded it, and Aldric II lost it. Aldric united four tribes.\n"
)

FALSE = [
    ("Cllr Reeve moved that the toll be cut.", ("toll be",)),
    ("Cllr Stokes moved an amendment to keep it until May.", ("toll be", "amendment")),
    ("Stokes moved an amendment to keep it until May.", ("amendment",)),
    ("Dr Roos praised the divers.", ("Ilves",)),
    ("Sgt Nash said that the pier was safe.", ("Wray",)),
    ("Sgt Wray said that the crane was old.", ("Wray", "Nash")),
    ("Ruben Falk bought a tug.", ("Falk", "Prior")),
    ("The pump had been removed.", ("pump", "winch")),
    ("Captain Rhea Holt was on the bridge.", ("On the bridge",)),
    ("Jon Brandt was in his cabin.", ("On the bridge",)),
    ("Elm Town won the cup.", ("Rovers",)),
    ("Ida Moe won the doubles.", ("doubles",)),
    ("Una Carrick lost her seat.", ("Flood",)),
    ("Otto Grimm succeeds Vahl.", ("succeeds",)),
    ("Castor bought Nordby.", ("Castor",)),
    ("Dean Pike was sentenced to four years.", ("sentenced", "acquitted")),
    ("Duncan Rae was dismissed in 1871.", ("dismissed", "successor")),
    ("Mabel Frost leaves in August.", ("organist",)),
    ("Carl Stone was sued by his neighbour.", ("sued",)),
    ("Felix Orr said that Pike had shown no remorse.", ("appeal",)),
    ("Aldric II united four tribes.", ("tribes",)),
]
TRUE = [
    ("Cllr Stokes moved that the toll be cut.", ("toll be",)),
    ("Cllr Amery moved an amendment to keep it until May.", ("amendment",)),
    ("Cllr Amery left early.", ("left early",)),
    ("Dr Roos thanked the cooks.", ("Ilves",)),
    ("Sgt Wray said that the pier was safe.", ("Wray",)),
    ("Ada Prior bought a tug.", ("Prior",)),
    ("The winch had been removed.", ("winch",)),
    ("Captain Rhea Holt was in her cabin.", ("On the bridge",)),
    ("The ferry of Elm was built in 1931.", ("ferry",)),
    ("Tarn Rovers won the cup.", ("Rovers",)),
    ("Ann Orr and Bo Lind won the doubles.", ("doubles",)),
    ("Dermot Flood lost his seat.", ("Flood",)),
    ("Vahl succeeds Otto Grimm.", ("succeeds",)),
    ("Castor bought Pollux.", ("Castor",)),
    ("Gavin Pike was sentenced to four years.", ("sentenced",)),
    ("Angus Muir was dismissed in 1871.", ("kept", "dismissed")),
    ("Hugh Tarrant leaves in August.", ("organist",)),
]
